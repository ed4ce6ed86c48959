// The test hook: what main asked of the desktop, which the host only writes down, and the means to answer for the person.
import type { HostMenu } from "./menu.ts";
import type { HostNotification } from "./notification.ts";
import type { HostTray } from "./tray.ts";

export interface DialogRecord {
  kind: "messageBox" | "errorBox" | "open" | "save";
  options: object;
  answer: unknown;
}

export interface HostRecords {
  trays: HostTray[];
  notifications: HostNotification[];
  applicationMenu: HostMenu | null;
  poppedUpMenus: HostMenu[];
  dialogs: DialogRecord[];
  /** Decides the answer of the dialogs that follow: a button index, or a list of paths; undefined keeps the default. */
  answerDialog: ((kind: DialogRecord["kind"], options: object) => unknown) | null;
  openedExternal: string[];
  shortcuts: Map<string, () => void>;
  protocolClients: string[];
  loginItem: object | null;
  devTools: number[];
  crashReporter: object[];
  /** Permissions Chromium did not let the host decide, as `origin name: why`. */
  refusedPermissions: string[];
  windowOpens: { url: string; action: "allow" | "deny" }[];
  /** Calls whose effect exists on a real desktop alone, as `member(arguments)`. */
  withoutEffect: string[];
}

export const hostRecords: HostRecords = {
  trays: [],
  notifications: [],
  applicationMenu: null,
  poppedUpMenus: [],
  dialogs: [],
  answerDialog: null,
  openedExternal: [],
  shortcuts: new Map(),
  protocolClients: [],
  loginItem: null,
  devTools: [],
  crashReporter: [],
  refusedPermissions: [],
  windowOpens: [],
  withoutEffect: [],
};

export function recordWithoutEffect(member: string, ...args: unknown[]): void {
  hostRecords.withoutEffect.push(`${member}(${args.map((arg) => JSON.stringify(arg) ?? String(arg)).join(", ")})`);
}
