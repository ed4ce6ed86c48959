import { expect, test } from "vitest";
import { hasDisplay } from "../../../../scripts/demo/desk/open-windows.ts";

test("on Linux a display is named by X or Wayland; elsewhere it is there", () => {
  expect([
    hasDisplay({}, "linux"),
    hasDisplay({ DISPLAY: "" }, "linux"),
    hasDisplay({ DISPLAY: ":0" }, "linux"),
    hasDisplay({ WAYLAND_DISPLAY: "wayland-0" }, "linux"),
    hasDisplay({}, "win32"),
  ]).toEqual([false, false, true, true, true]);
});
