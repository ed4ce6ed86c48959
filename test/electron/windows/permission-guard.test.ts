import { describe, expect, test } from "vitest";
import { isPermitted } from "../../../electron/windows/permission-guard.ts";

const ask = (role: "engine" | "ui" | null, permission: string, mediaTypes: readonly string[] = []) =>
  isPermitted({ role, permission, mediaTypes });

describe("the engine", () => {
  test("may use the microphone and the local network", () => {
    expect(ask("engine", "media", ["audio"])).toBe(true);
    for (const permission of ["loopback-network", "local-network", "local-network-access"]) {
      expect(ask("engine", permission)).toBe(true);
    }
  });

  test("may not use the camera, nor media that does not say what it is", () => {
    expect(ask("engine", "media", ["video"])).toBe(false);
    expect(ask("engine", "media", ["audio", "video"])).toBe(false);
    expect(ask("engine", "media", [])).toBe(false);
  });

  test.each([
    "geolocation",
    "notifications",
    "clipboard-read",
    "display-capture",
    "midi",
    "usb",
    "unknown",
    "openExternal",
  ])("may not use %s", (permission) => {
    expect(ask("engine", permission)).toBe(false);
  });
});

describe("everybody else", () => {
  test.each(["ui", null] as const)("(%s) may use nothing", (role) => {
    for (const permission of ["media", "loopback-network", "local-network", "local-network-access"]) {
      expect(ask(role, permission, ["audio"])).toBe(false);
    }
  });
});
