import { expect, test } from "vitest";
import { bringUpQuietly } from "../../../electron/windows/bring-up-quietly.ts";

type Stand = { isFocused: boolean; isVisible: boolean; isMinimized: boolean };

/** @param showsMinimized as Windows does: a minimized window that is shown is minimized no more. */
function bringUp(stand: Partial<Stand>, showsMinimized = false) {
  const now: Stand = { isFocused: false, isVisible: true, isMinimized: false, ...stand };
  const deeds: string[] = [];
  bringUpQuietly({
    isFocused: () => now.isFocused,
    isVisible: () => now.isVisible,
    isMinimized: () => now.isMinimized,
    showInactive() {
      deeds.push("show");
      if (showsMinimized) now.isMinimized = false;
    },
    restore() {
      deeds.push("restore");
      now.isMinimized = false;
    },
    moveTop: () => void deeds.push("top"),
  });
  return deeds;
}

test("a window that others cover comes before them", () => {
  expect(bringUp({})).toEqual(["top"]);
});

test("a hidden one is shown, a minimized one comes back, each without a word about the focus", () => {
  expect(bringUp({ isVisible: false })).toEqual(["show", "top"]);
  expect(bringUp({ isMinimized: true }, true)).toEqual(["show", "top"]);
  expect(bringUp({ isMinimized: true, isVisible: false })).toEqual(["show", "restore", "top"]);
});

test("one that somebody works in is left as it is", () => {
  expect(bringUp({ isFocused: true })).toEqual([]);
});
