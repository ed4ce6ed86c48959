// Stands in for main's `Notification`: recorded, never drawn; a test clicks it.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";

export class HostNotification
  extends HostEmitter
  implements Pick<Electron.Notification, "show" | "close" | "title" | "body">
{
  title: string;
  body: string;
  readonly options: Electron.NotificationConstructorOptions;
  isShown = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super("Notification", ["show", "click", "close", "reply", "action", "failed"]);
    this.options = options;
    this.title = options.title ?? "";
    this.body = options.body ?? "";
    const self = guardMembers("Notification", this);
    hostRecords.notifications.push(self);
    return self;
  }

  show(): void {
    this.isShown = true;
    this.emit("show", createEvent());
  }

  close(): void {
    if (!this.isShown) return;
    this.isShown = false;
    this.emit("close", createEvent());
  }

  /** What a person's click does. */
  click(): void {
    this.emit("click", createEvent());
  }

  static isSupported(): boolean {
    return true;
  }
}
