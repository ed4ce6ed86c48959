import { describe, expect, test } from "vitest";
import { chooseHost } from "../../../scripts/start/choose-host.ts";

const [electron, chromium] = ["/electron", "/usr/bin/chromium"];

describe("npm start", () => {
  test("opens Electron where its binary is", () => {
    expect(chooseHost([], { electron, chromium })).toEqual({ kind: "electron", path: electron, note: null });
  });

  test("falls to Chromium with one honest line", () => {
    expect(chooseHost(["--hidden"], { electron: null, chromium })).toEqual({
      kind: "chromium",
      note: "Electron's binary is not here and could not be downloaded; opening the same app in Chromium /usr/bin/chromium.",
    });
  });

  test("does what --host says, silently, or says why it cannot", () => {
    expect(chooseHost(["--host=chromium"], { electron, chromium })).toEqual({ kind: "chromium", note: null });
    expect(chooseHost(["--host=electron"], { electron: null, chromium })).toEqual({
      kind: "none",
      note: "Electron's binary is not here. Run `npx install-electron` where it can be downloaded.",
    });
  });

  test("says what to install where there is neither", () => {
    expect(chooseHost([], { electron: null, chromium: null })).toEqual({
      kind: "none",
      note: "Neither Electron's binary nor a Chrome, Chromium or Edge is here. Install one of them and start again.",
    });
  });
});
