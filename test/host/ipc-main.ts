// Stands in for `ipcMain` (and webContents.ipc): channels, handlers and the event each listener receives.
import { EventEmitter } from "node:events";
import type * as Electron from "electron";

export interface IpcEvent {
  type: "frame";
  sender: unknown;
  senderFrame: { url: string; origin: string } | null;
  processId: number;
  frameId: number;
  ports: never[];
  returnValue: unknown;
  reply: (channel: string, ...args: unknown[]) => void;
  preventDefault: () => void;
  readonly defaultPrevented: boolean;
}

type InvokeListener = (event: never, ...args: never[]) => unknown;
type StoredListener = (event: IpcEvent, ...args: unknown[]) => unknown;

export class HostIpcMain
  extends EventEmitter
  implements Pick<Electron.IpcMain, "handle" | "handleOnce" | "removeHandler">
{
  readonly #handlers = new Map<string, StoredListener>();

  handle(channel: string, listener: InvokeListener): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener as StoredListener);
  }

  handleOnce(channel: string, listener: InvokeListener): void {
    this.handle(channel, (event: never, ...args: never[]) => {
      this.removeHandler(channel);
      return listener(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  canAnswer(channel: string): boolean {
    return this.#handlers.has(channel);
  }

  async answer(channel: string, event: IpcEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return await handler(event, ...args);
  }
}

export const ipcMain = new HostIpcMain();
