import { beforeEach, describe, expect, test, vi } from "vitest";
import { createIpc } from "../../../electron/ipc/ipc-main.ts";
import { createTrustedSenders } from "../../../electron/ipc/trusted-senders.ts";
import { channels } from "../../../shared/contract/channels.ts";
import { createFakeLog } from "../fake-log.ts";

type Heard = { readonly sender: { readonly id: number }; readonly senderFrame: { readonly url: string } | null };

const electron = vi.hoisted(() => ({
  listeners: new Map<string, (event: unknown, raw?: unknown) => unknown>(),
  pages: new Map<number, { sent: unknown[][]; isDestroyed: boolean; isCrashed: boolean }>(),
}));

vi.mock("electron", () => ({
  ipcMain: {
    handle: (channel: string, listener: () => unknown) => electron.listeners.set(channel, listener),
    on: (channel: string, listener: () => unknown) => electron.listeners.set(channel, listener),
  },
  webContents: {
    fromId(id: number) {
      const page = electron.pages.get(id);
      if (page === undefined) return undefined;
      return {
        isDestroyed: () => page.isDestroyed,
        isCrashed: () => page.isCrashed,
        send: (...message: unknown[]) => page.sent.push(message),
      };
    },
  },
}));

beforeEach(() => {
  electron.listeners.clear();
  electron.pages.clear();
});

function setUp() {
  const senders = createTrustedSenders();
  senders.trust(1, "engine");
  senders.trust(2, "ui");
  const log = createFakeLog();
  const heard: unknown[] = [];
  const ipc = createIpc(senders, log, {
    onCommand: async (raw) => {
      heard.push({ command: raw });
      return { ok: true };
    },
    onWindowReady: (id) => void heard.push({ ready: id }),
    onReport: (raw) => void heard.push({ report: raw }),
  });
  const speak = (channel: string, event: Heard, raw?: unknown) => electron.listeners.get(channel)?.(event, raw);
  return { ipc, log, heard, speak };
}

const engine: Heard = { sender: { id: 1 }, senderFrame: { url: "app://engine/index.html" } };
const ui: Heard = { sender: { id: 2 }, senderFrame: { url: "app://ui/index.html" } };

describe("a page", () => {
  test("is heard on the channels of its role", async () => {
    const { heard, speak } = setUp();
    expect(await speak(channels.command, ui, { type: "x" })).toEqual({ ok: true });
    speak(channels.ready, ui);
    speak(channels.report, engine, { type: "ready" });
    expect(heard).toEqual([{ command: { type: "x" } }, { ready: 2 }, { report: { type: "ready" } }]);
  });

  test.each([
    ["the engine", engine, channels.command],
    ["a window", ui, channels.report],
    ["the engine", engine, channels.ready],
    ["a stranger", { ...ui, sender: { id: 9 } }, channels.command],
    ["a window that shows something else", { ...ui, senderFrame: { url: "https://evil.example/" } }, channels.command],
    ["a frame that is gone", { ...ui, senderFrame: null }, channels.command],
  ])("such as %s is not heard where it has nothing to say (%#)", async (_name, event, channel) => {
    const { heard, speak, log } = setUp();
    const answer = await speak(channel, event, { type: "ready" });
    expect(heard).toEqual([]);
    expect(log.lines).toHaveLength(1);
    if (channel === channels.command) expect(answer).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
  });
});

describe("sending", () => {
  test("reaches the page, and says when an engine is not there to hear", () => {
    const { ipc } = setUp();
    const page = { sent: [], isDestroyed: false, isCrashed: false };
    electron.pages.set(1, page);
    expect(ipc.sendToEngine(1, { type: "suspend" })).toBe(true);
    expect(page.sent).toEqual([[channels.order, { type: "suspend" }]]);
    page.isCrashed = true;
    expect(ipc.sendToEngine(1, { type: "suspend" })).toBe(false);
    expect(ipc.sendToEngine(7, { type: "suspend" })).toBe(false);
    expect(page.sent).toHaveLength(1);
  });
});
