// The messages between one page's preload world and main: who sent what, answers to invoke, and sends to the page.
import { toAppUrl } from "./app-url.ts";
import type { CdpConnection } from "./cdp-pipe.ts";
import { createCloneCodec } from "./clone-codec.ts";
import { createEvent } from "./host-event.ts";
import type { HostIpcMain, IpcEvent } from "./ipc-main.ts";
import { ipcMain } from "./ipc-main.ts";
import { hostReceiver } from "./preload-messages.ts";
import type { HostMessage, PreloadEnvelope } from "./preload-messages.ts";

export interface WorldContext {
  id: number;
  uniqueId: string;
}

/** What the messages mean for the page's webContents. */
export interface PageIpcOwner {
  id: number;
  sender: () => object;
  emit: (event: string, ...args: unknown[]) => void;
  onWindowOpen: (url: string, frameName: string, features: string) => void;
}

const codec = createCloneCodec();

/** The same text for every message: an expression with the message in it would be compiled, and kept, for each. */
const passOn = `(message) => ${hostReceiver}(message)`;

/** Custom schemes have no origin of their own in URL, so it is taken from the text. */
export function originOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? "null";
}

export class PageIpc {
  readonly #owner: PageIpcOwner;
  readonly #ownChannels: HostIpcMain;
  connection: CdpConnection | null = null;
  context: WorldContext | null = null;

  constructor(owner: PageIpcOwner, ownChannels: HostIpcMain) {
    this.#owner = owner;
    this.#ownChannels = ownChannels;
  }

  /** Lost, as in Electron, when the page has no document with a preload yet. */
  send(channel: string, args: unknown[]): void {
    this.#post({ kind: "message", channel, args: args.map((arg) => codec.encode(arg)) }, this.context);
  }

  receive({ href, message }: PreloadEnvelope): void {
    const url = toAppUrl(href);
    switch (message.kind) {
      case "open":
        this.#owner.onWindowOpen(message.url, message.name, message.features);
        return;
      case "preloadFailed": {
        const error = Object.assign(new Error(message.text), { name: message.name, stack: message.stack });
        this.#owner.emit("preload-error", createEvent(), "", error);
        return;
      }
      case "send":
        this.#deliver(url, message.channel, message.args);
        return;
      case "invoke":
        void this.#answer(url, message.call, message.channel, message.args);
    }
  }

  #deliver(url: string, channel: string, wire: unknown[]): void {
    const args = wire.map((arg) => codec.decode(arg));
    const event = this.#event(url);
    this.#owner.emit("ipc-message", event, channel, ...args);
    this.#ownChannels.emit(channel, event, ...args);
    ipcMain.emit(channel, event, ...args);
  }

  async #answer(url: string, call: number, channel: string, wire: unknown[]): Promise<void> {
    const asking = this.context;
    const channels = this.#ownChannels.canAnswer(channel) ? this.#ownChannels : ipcMain;
    try {
      const args = wire.map((arg) => codec.decode(arg));
      const value = await channels.answer(channel, this.#event(url), args);
      this.#post({ kind: "result", call, value: codec.encode(value) }, asking);
    } catch (error) {
      this.#post({ kind: "failure", call, text: String(error) }, asking);
    }
  }

  #event(url: string): IpcEvent {
    return createEvent({
      type: "frame" as const,
      sender: this.#owner.sender(),
      senderFrame: { url, origin: originOf(url), top: null, parent: null },
      processId: this.#owner.id,
      frameId: 1,
      ports: [],
      returnValue: undefined,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, args),
    });
  }

  #post(message: HostMessage, context: WorldContext | null): void {
    if (context === null) return;
    this.connection?.tell("Runtime.callFunctionOn", {
      functionDeclaration: passOn,
      arguments: [{ value: JSON.stringify(message) }],
      uniqueContextId: context.uniqueId,
      silent: true,
    });
  }
}
