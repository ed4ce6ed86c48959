// Runs in the preload's isolated world: gives the preload the sandboxed `electron` module and carries its messages to main.
import type { CloneCodec } from "./clone-codec.ts";
import type { PreloadMessage, PreloadWorldSettings } from "./preload-messages.ts";
import type { WorldLine, WorldSide } from "./world-line.ts";

interface PreloadModule {
  exports: unknown;
}

export type PreloadBody = (
  exports: unknown,
  require: (name: string) => unknown,
  module: PreloadModule,
  process: unknown,
  global: unknown,
) => void;

/** Self-contained: sent to Chromium as source text. */
export function startPreloadWorld(
  settings: PreloadWorldSettings,
  codec: CloneCodec,
  createWorldLine: (element: EventTarget, side: WorldSide) => WorldLine,
  runPreload: PreloadBody | null,
): void {
  if (window !== window.top) return;
  type Listener = (event: unknown, ...args: unknown[]) => void;
  const scope = globalThis as unknown as Record<string, unknown>;
  const toHost = scope[settings.binding] as (message: string) => void;
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const waiting = new Map<
    number,
    { channel: string; resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  let lastCall = 0;

  const send = (message: PreloadMessage) => toHost(JSON.stringify({ href: location.href, message }));

  const element = document.createElement("div");
  const line = createWorldLine(element, "preload");
  window.dispatchEvent(new MouseEvent(settings.handshake, { relatedTarget: element }));
  line.onPost("open", (body) => send({ kind: "open", ...(body as { url: string; name: string; features: string }) }));

  function addListener(channel: string, listener: Listener, once: boolean): unknown {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  }

  function removeListener(channel: string, listener: Listener): unknown {
    const left = [...(listeners.get(channel) ?? [])];
    const index = left.findLastIndex((entry) => entry.listener === listener);
    if (index !== -1) left.splice(index, 1);
    listeners.set(channel, left);
    return ipcRenderer;
  }

  function lacking<T extends object>(name: string, members: T): T {
    return new Proxy(members, {
      get(target, member) {
        if (typeof member === "symbol" || member in target || member === "then")
          return Reflect.get(target, member) as unknown;
        throw new Error(`the stand-in lacks ${name}.${member}`);
      },
    });
  }

  const ipcRenderer: object = lacking("ipcRenderer", {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      lastCall += 1;
      const call = lastCall;
      const wire = args.map((arg) => codec.encode(arg));
      return await new Promise((resolve, reject) => {
        waiting.set(call, { channel, resolve, reject });
        send({ kind: "invoke", call, channel, args: wire });
      });
    },
    send(channel: string, ...args: unknown[]): void {
      send({ kind: "send", channel, args: args.map((arg) => codec.encode(arg)) });
    },
    on: (channel: string, listener: Listener) => addListener(channel, listener, false),
    addListener: (channel: string, listener: Listener) => addListener(channel, listener, false),
    once: (channel: string, listener: Listener) => addListener(channel, listener, true),
    off: removeListener,
    removeListener,
    removeAllListeners(channel?: string): unknown {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });

  const contextBridge = lacking("contextBridge", {
    exposeInMainWorld(key: string, api: unknown): void {
      if (exposed.has(key)) throw new Error("Cannot bind an API on top of an existing property on the window object");
      exposed.add(key);
      line.post("expose", { key, api: line.encode(api) });
    },
  });
  const exposed = new Set<string>();

  function receive(json: string): void {
    const message = JSON.parse(json) as
      | { kind: "message"; channel: string; args: unknown[] }
      | { kind: "result"; call: number; value: unknown }
      | { kind: "failure"; call: number; text: string };
    if (message.kind === "message") {
      for (const entry of listeners.get(message.channel) ?? []) {
        if (entry.once) removeListener(message.channel, entry.listener);
        try {
          entry.listener({ sender: ipcRenderer, ports: [] }, ...message.args.map((arg) => codec.decode(arg)));
        } catch (error) {
          setTimeout(() => {
            throw error;
          });
        }
      }
      return;
    }
    const call = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.kind === "result") call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.text}`));
  }

  Object.defineProperty(globalThis, settings.receiver, { value: receive });
  const electron = lacking("electron", { contextBridge, ipcRenderer });
  const preloadProcess = { ...settings.process, once: () => undefined, on: () => undefined };

  function requireBuiltin(name: string): unknown {
    if (name === "electron" || name === "electron/renderer") return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload may require electron alone)`);
  }

  try {
    const module: PreloadModule = { exports: {} };
    runPreload?.(module.exports, requireBuiltin, module, preloadProcess, globalThis);
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: "preloadFailed", name, text: message, stack: stack ?? "" });
  }
}
