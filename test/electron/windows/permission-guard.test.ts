import { describe, expect, test } from "vitest";
import { createFakeLog } from "../fake-log.ts";
import type { Session, WebContents } from "electron";
import { createTrustedSenders } from "../../../electron/ipc/trusted-senders.ts";
import { guardPermissions, isDevicePermitted, isPermitted } from "../../../electron/windows/permission-guard.ts";

const ask = (role: "engine" | "ui" | null, permission: string, mediaTypes: readonly string[] = []) =>
  isPermitted({ role, permission, mediaTypes });

describe("the engine", () => {
  test("may use the microphone, choose a speaker, and reach the local network", () => {
    expect(ask("engine", "media", ["audio"])).toBe(true);
    for (const permission of ["loopback-network", "local-network", "local-network-access", "speaker-selection"]) {
      expect(ask("engine", permission)).toBe(true);
    }
  });

  test("may ask for headsets", () => {
    expect(ask("engine", "hid")).toBe(true);
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
    for (const permission of ["media", "hid", "loopback-network", "local-network", "local-network-access"]) {
      expect(ask(role, permission, ["audio"])).toBe(false);
    }
  });
});

describe("the handlers", () => {
  type Handlers = {
    request?: Parameters<Session["setPermissionRequestHandler"]>[0];
    check?: Parameters<Session["setPermissionCheckHandler"]>[0];
    device?: Parameters<Session["setDevicePermissionHandler"]>[0];
    select?: Select;
  };
  type Select = (
    event: Pick<Electron.Event, "preventDefault">,
    details: { deviceList: readonly object[] },
    answer: (deviceId?: string) => void,
  ) => void;

  function setUp() {
    const handlers: Handlers = {};
    const session: Session = {
      setPermissionRequestHandler: (handler) => void (handlers.request = handler),
      setPermissionCheckHandler: (handler) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler) => void (handlers.device = handler),
      on: (event: string, listener: Select) => {
        if (event === "select-hid-device") handlers.select = listener;
        return session;
      },
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
    const choose = (...deviceList: readonly object[]) => {
      let chosen: string | null | undefined = null;
      handlers.select?.({ preventDefault: () => undefined }, { deviceList }, (id) => (chosen = id));
      return chosen;
    };
    const grant = (origin: string, device: object) =>
      handlers.device?.({ deviceType: "hid", origin, device: device as Electron.HIDDevice });
    return { request, check, choose, grant };
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

  const headset = { deviceId: "h", collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] };
  const keyboard = { deviceId: "k", collections: [{ usagePage: 0x01 }] };

  test("grant a headset to the engine without a question, and nothing else to anybody", () => {
    const { grant } = setUp();
    expect(grant("app://engine", headset)).toBe(true);
    expect(grant("app://engine", keyboard)).toBe(false);
    expect(grant("app://ui", headset)).toBe(false);
    expect(grant("https://engine", headset)).toBe(false);
  });

  test("choose a headset among what is there, or nothing", () => {
    const { choose } = setUp();
    expect(choose(keyboard, headset)).toBe("h");
    expect(choose(keyboard)).toBeUndefined();
  });
});

describe("a device", () => {
  test("is a headset by what its collections say, within others too, however deep they are nested", () => {
    const nest = (depth: number): object => ({ usagePage: 0x0c, children: depth === 0 ? [] : [nest(depth - 1)] });
    const permitted = (collections?: readonly object[]) =>
      isDevicePermitted("hid", "app://engine", collections === undefined ? {} : { collections });
    expect(permitted([{ usagePage: 0x0c, children: [{ usagePage: 0x0b }] }])).toBe(true);
    expect([permitted([nest(5_000)]), permitted([]), permitted()]).toEqual([false, false, false]);
  });

  test.each(["usb", "serial"])("of another kind (%s) is never one", (kind) => {
    expect(isDevicePermitted(kind, "app://engine", { collections: [{ usagePage: 0x0b }] })).toBe(false);
  });
});
