/** The window's half of the contract: it asks with one verb and hears with the other; no channel reaches the page. */
import { contextBridge, ipcRenderer } from "electron";
import { channels } from "../../shared/contract/channels.ts";
import type { Command, CommandReply } from "../../shared/contract/command.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";

const phone = {
  send: (command: Command): Promise<CommandReply> => ipcRenderer.invoke(channels.command, command),
  listen(listener: (message: UiMessage) => void): () => void {
    if (typeof listener !== "function") throw new TypeError("listen needs a function");
    const onMessage = (_event: unknown, message: UiMessage) => listener(message);
    ipcRenderer.on(channels.event, onMessage);
    ipcRenderer.send(channels.ready);
    return () => {
      ipcRenderer.off(channels.event, onMessage);
    };
  },
};

export type PhoneBridge = typeof phone;

contextBridge.exposeInMainWorld("phone", phone);
