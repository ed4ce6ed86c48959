import { describe, expect, test } from "vitest";
import { isOnWayland, toX11Arguments } from "../../../electron/app/xwayland.ts";

const wayland = { XDG_SESSION_TYPE: "wayland", WAYLAND_DISPLAY: "wayland-0" };
const both = { ...wayland, DISPLAY: ":0" };
const start = (env: Record<string, string>, args: readonly string[] = [], platform: NodeJS.Platform = "linux") => ({
  platform,
  env,
  argv: ["/opt/Tandem/tandem", ...args],
});

describe("a start on a Wayland desktop", () => {
  test("is made again on the X11 that stands beside it, with all it was told", () => {
    const again = toX11Arguments(start(both, ["--hidden", "tel:110"]));
    expect(again).toEqual(["--hidden", "tel:110", "--ozone-platform=x11"]);
    expect(toX11Arguments(start(both, again ?? []))).toBeNull();
  });

  test.each([
    ["there is no X11 beside it", start(wayland)],
    ["it is one of X11", start({ XDG_SESSION_TYPE: "x11", DISPLAY: ":0" })],
    ["it is no Linux", start(both, [], "darwin")],
    ["its arguments say another way", start(both, ["--ozone-platform=wayland"])],
    ["somebody drives it from outside", start(both, ["--remote-debugging-port=0"])],
  ])("is left as it is where %s", (_why, one) => {
    expect(toX11Arguments(one)).toBeNull();
  });

  test("is on Wayland where nothing puts it on X11", () => {
    const starts = [start(wayland), start(both, ["--ozone-platform=x11"]), start(both, ["--ozone-platform=wayland"])];
    expect(starts.map(isOnWayland)).toEqual([true, false, true]);
    expect([isOnWayland(start({ DISPLAY: ":0" })), isOnWayland(start(both, [], "win32"))]).toEqual([false, false]);
  });
});
