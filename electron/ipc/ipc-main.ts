/** The one place that touches ipcMain and webContents.send: only pages we opened are heard, each on its own channels. */
import { ipcMain, webContents, type IpcMainEvent, type IpcMainInvokeEvent } from "electron";
import { channels } from "../../shared/contract/channels.ts";
import type { CommandReply } from "../../shared/contract/command.ts";
import type { TrialOrder } from "../../shared/contract/trial-wire.ts";
import type { EngineOrder, UiMessage } from "../../shared/contract/wire.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Role, TrustedSenders } from "./trusted-senders.ts";

export type IpcHandlers = {
  readonly onCommand: (raw: unknown) => Promise<CommandReply>;
  readonly onWindowReady: (webContentsId: number) => void;
  readonly onReport: (raw: unknown) => void;
};

export type Ipc = {
  readonly sendToWindow: (webContentsId: number, message: UiMessage) => void;
  /** @returns false when the engine's page is gone. */
  readonly sendToEngine: (webContentsId: number, order: EngineOrder | TrialOrder) => boolean;
};

const notTrusted: CommandReply = {
  ok: false,
  failure: { kind: "notAllowed", message: "Commands are taken from Tandem's own windows only." },
};

export function createIpc(senders: TrustedSenders, log: Log, handlers: IpcHandlers): Ipc {
  function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent, role: Role, channel: string): boolean {
    const url = event.senderFrame?.url ?? "";
    if (senders.roleOf(event.sender.id, url) === role) return true;
    log.warn(`dropped ${channel} from page ${event.sender.id} at "${url}": not a page of the ${role}`);
    return false;
  }

  ipcMain.handle(channels.command, async (event, raw: unknown) =>
    isTrusted(event, "ui", channels.command) ? handlers.onCommand(raw) : notTrusted,
  );
  ipcMain.on(channels.ready, (event) => {
    if (isTrusted(event, "ui", channels.ready)) handlers.onWindowReady(event.sender.id);
  });
  ipcMain.on(channels.report, (event, raw: unknown) => {
    if (isTrusted(event, "engine", channels.report)) handlers.onReport(raw);
  });

  function send(webContentsId: number, channel: string, payload: unknown): boolean {
    const page = webContents.fromId(webContentsId);
    if (page === undefined || page === null || page.isDestroyed() || page.isCrashed()) return false;
    page.send(channel, payload);
    return true;
  }

  return {
    sendToWindow: (id, message) => void send(id, channels.event, message),
    sendToEngine: (id, order) => send(id, channels.order, order),
  };
}
