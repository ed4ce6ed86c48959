/** The engine's half of the contract: it reports with one verb and takes orders with the other. */
import { contextBridge, ipcRenderer } from "electron";
import { channels } from "../../shared/contract/channels.ts";
import type { TrialOrder, TrialReport } from "../../shared/contract/trial-wire.ts";
import type { EngineOrder, EngineReport } from "../../shared/contract/wire.ts";

const host = {
  report(report: EngineReport | TrialReport): void {
    ipcRenderer.send(channels.report, report);
  },
  listen(listener: (order: EngineOrder | TrialOrder) => void): () => void {
    if (typeof listener !== "function") throw new TypeError("listen needs a function");
    const onOrder = (_event: unknown, order: EngineOrder | TrialOrder) => listener(order);
    ipcRenderer.on(channels.order, onOrder);
    return () => {
      ipcRenderer.off(channels.order, onOrder);
    };
  },
};

export type HostBridge = typeof host;

contextBridge.exposeInMainWorld("host", host);
