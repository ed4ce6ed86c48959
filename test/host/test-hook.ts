// Puts `globalThis.__tandemHost` into the main process: what was recorded, and the desktop's side of the conversation.
import { app } from "./app.ts";
import { chromium } from "./chromium.ts";
import { powerMonitor } from "./desktop.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";
import type { HostRecords } from "./host-records.ts";

export interface TandemHost {
  readonly records: HostRecords;
  readonly chromiumProcessId: number | undefined;
  readonly isHeadless: boolean;
  /** Chromium's processes, for memory and CPU measurements. */
  processes: () => Promise<{ type: string; id: number; cpuTime: number }[]>;
  /** suspend, resume, lock-screen, unlock-screen, shutdown… as the operating system would send them. */
  emitPower: (event: string) => void;
  /** A link the operating system hands to the running app (macOS). */
  openUrl: (url: string) => void;
  activate: () => void;
}

export function installTestHook(): void {
  const hook: TandemHost = {
    records: hostRecords,
    get chromiumProcessId() {
      return chromium.processId;
    },
    isHeadless: chromium.isHeadless,
    processes: async () => {
      const pipe = await chromium.whenUp();
      return (await pipe.browser.send("SystemInfo.getProcessInfo", {})).processInfo;
    },
    emitPower: (event) => void powerMonitor.emit(event, createEvent()),
    openUrl: (url) => void app.emit("open-url", createEvent(), url),
    activate: () => void app.emit("activate", createEvent(), false),
  };
  Object.defineProperty(globalThis, "__tandemHost", { value: hook });
}
