import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findDistance, findPlace, forgetPlace, readPlace, writePlace } from "../../../electron/app/place.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("place");

describe("the place of a Tandem", () => {
  test.each([
    ["win32", { SESSIONNAME: "RDP-Tcp#12" }, "RDP-Tcp#12"],
    ["win32", {}, ""],
    ["linux", { DISPLAY: ":10", WAYLAND_DISPLAY: "wayland-0" }, ":10"],
    ["linux", { WAYLAND_DISPLAY: "wayland-1" }, "wayland-1"],
    ["linux", {}, ""],
    ["darwin", { DISPLAY: ":0" }, ""],
  ] as const)("on %s with %j is the session %j", (platform, env, session) => {
    expect(readPlace({ platform, env }, "pc7")).toEqual({ computer: "pc7", session });
  });

  test("is another one in another session or at another computer, and never for want of a name", () => {
    const here = { computer: "pc7", session: ":0" };
    expect(findDistance(here, here)).toBeNull();
    expect(findDistance(here, { ...here, session: ":10" })).toBe("session");
    expect(findDistance(here, { ...here, session: "" })).toBeNull();
    expect(findDistance(here, { computer: "pc8", session: ":0" })).toBe("computer");
  });

  test("is told by the one that runs until it ends, and whatever else lies there tells nothing", () => {
    const here = { computer: "pc7", session: ":0" };
    expect(findPlace(folder.path())).toBeNull();
    writePlace(folder.path(), here);
    expect(findPlace(folder.path())).toEqual(here);
    forgetPlace(folder.path());
    expect(findPlace(folder.path())).toBeNull();
    expect(() => writePlace(folder.inside("nowhere"), here)).not.toThrow();
  });

  test("that cannot be forgotten keeps nobody from leaving", () => {
    // A folder of that name cannot be removed as a file, for root neither.
    mkdirSync(folder.inside("running.json"));
    expect(() => forgetPlace(folder.path())).not.toThrow();
  });
});
