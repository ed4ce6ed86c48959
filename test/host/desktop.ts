// The small stand-ins that only record: shell, globalShortcut, clipboard, screen, crashReporter, powerMonitor.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { hostRecords, recordWithoutEffect } from "./host-records.ts";

export const shell = guardMembers("shell", {
  openExternal(url: string): Promise<void> {
    hostRecords.openedExternal.push(url);
    return Promise.resolve();
  },
  openPath(path: string): Promise<string> {
    recordWithoutEffect("shell.openPath", path);
    return Promise.resolve("");
  },
  showItemInFolder: (path: string) => recordWithoutEffect("shell.showItemInFolder", path),
  beep: () => recordWithoutEffect("shell.beep"),
});

export const globalShortcut = guardMembers("globalShortcut", {
  register(accelerator: string, callback: () => void): boolean {
    if (hostRecords.shortcuts.has(accelerator)) return false;
    hostRecords.shortcuts.set(accelerator, callback);
    return true;
  },
  isRegistered: (accelerator: string) => hostRecords.shortcuts.has(accelerator),
  unregister: (accelerator: string) => void hostRecords.shortcuts.delete(accelerator),
  unregisterAll: () => hostRecords.shortcuts.clear(),
});

let clipboardText = "";

export const clipboard = guardMembers("clipboard", {
  readText: () => Promise.resolve(clipboardText),
  writeText(text: string): Promise<void> {
    clipboardText = text;
    return Promise.resolve();
  },
  clear: () => {
    clipboardText = "";
  },
});

const workArea: Electron.Rectangle = { x: 0, y: 0, width: 1280, height: 720 };

const onlyDisplay = {
  id: 1,
  bounds: workArea,
  workArea,
  size: { width: workArea.width, height: workArea.height },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor: 1,
  rotation: 0,
};

class HostScreen extends HostEmitter {
  constructor() {
    super("screen", ["display-added", "display-removed", "display-metrics-changed"]);
  }

  getPrimaryDisplay(): typeof onlyDisplay {
    return onlyDisplay;
  }

  getAllDisplays(): (typeof onlyDisplay)[] {
    return [onlyDisplay];
  }

  getDisplayMatching(): typeof onlyDisplay {
    return onlyDisplay;
  }

  getDisplayNearestPoint(): typeof onlyDisplay {
    return onlyDisplay;
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }
}

export const screen = guardMembers("screen", new HostScreen());

export const crashReporter = guardMembers("crashReporter", {
  start: (options: object) => void hostRecords.crashReporter.push(options),
  addExtraParameter: (key: string, value: string) => recordWithoutEffect("crashReporter.addExtraParameter", key, value),
});

class HostPowerMonitor extends HostEmitter {
  onBatteryPower = false;

  constructor() {
    super("powerMonitor", [
      "suspend",
      "resume",
      "on-ac",
      "on-battery",
      "shutdown",
      "lock-screen",
      "unlock-screen",
      "user-did-become-active",
      "user-did-resign-active",
      "thermal-state-change",
      "speed-limit-change",
    ]);
  }

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(): "active" {
    return "active";
  }

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}

export const powerMonitor = guardMembers("powerMonitor", new HostPowerMonitor());

export const powerSaveBlocker = guardMembers("powerSaveBlocker", {
  start: (kind: string): number => {
    recordWithoutEffect("powerSaveBlocker.start", kind);
    return 1;
  },
  stop: (id: number): boolean => {
    recordWithoutEffect("powerSaveBlocker.stop", id);
    return true;
  },
  isStarted: () => false,
});
