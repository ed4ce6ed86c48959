import { describe, expect, test } from "vitest";
import { createFakeLog } from "../fake-log.ts";
import type { Session, WebContents } from "electron";
import { createTrustedSenders } from "../../../electron/ipc/trusted-senders.ts";
import { guardPermissions, isPermitted } from "../../../electron/windows/permission-guard.ts";

const ask = (role: "engine" | "ui" | null, permission: string, mediaTypes: readonly string[] = []) =>
  isPermitted({ role, permission, mediaTypes });

describe("the engine", () => {
  test("may use the microphone, choose a speaker, and reach the local network", () => {
    expect(ask("engine", "media", ["audio"])).toBe(true);
    for (const permission of ["loopback-network", "local-network", "local-network-access", "speaker-selection"]) {
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

describe("the handlers", () => {
  type Handlers = {
    request?: Parameters<Session["setPermissionRequestHandler"]>[0];
    check?: Parameters<Session["setPermissionCheckHandler"]>[0];
    device?: Parameters<Session["setDevicePermissionHandler"]>[0];
  };

  function setUp() {
    const handlers: Handlers = {};
    const session = {
      setPermissionRequestHandler: (handler) => void (handlers.request = handler),
      setPermissionCheckHandler: (handler) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler) => void (handlers.device = handler),
    } as Partial<Session> as Session;
    const senders = createTrustedSenders();
    senders.trust(1, "engine");
    senders.trust(2, "ui");
    guardPermissions(session, senders, createFakeLog());
    const page = (id: number) => ({ id }) as WebContents;
    const request = (id: number, url: string) => {
      let answer: boolean | null = null;
      const details = { requestingUrl: url, isMainFrame: true, mediaTypes: ["audio" as const] };
      handlers.request?.(page(id), "media", (isGranted) => (answer = isGranted), details);
      return answer;
    };
    const check = (id: number | null, url: string) =>
      handlers.check?.(id === null ? null : page(id), "loopback-network", url, { isMainFrame: true });
    return { request, check };
  }

  test("answer a request by the page's id and address together", () => {
    const { request } = setUp();
    expect(request(1, "app://engine/index.html")).toBe(true);
    expect(request(1, "https://evil.example/")).toBe(false);
    expect(request(2, "app://ui/index.html")).toBe(false);
    expect(request(2, "app://engine/index.html")).toBe(false);
  });

  test("answer a check that carries no page by the address alone", () => {
    const { check } = setUp();
    expect(check(1, "app://engine/")).toBe(true);
    expect(check(null, "app://engine/")).toBe(true);
    expect(check(null, "app://ui/")).toBe(false);
    expect(check(null, "https://engine/")).toBe(false);
  });
});
