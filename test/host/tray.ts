// Stands in for `Tray`: keeps what would be shown in the notification area and lets a test click it.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";
import type { HostMenu } from "./menu.ts";
import { nativeImage } from "./native-image.ts";
import type { HostNativeImage } from "./native-image.ts";

const trayEvents = [
  "click",
  "right-click",
  "double-click",
  "middle-click",
  "balloon-click",
  "balloon-show",
  "balloon-closed",
];

export class HostTray
  extends HostEmitter
  implements
    Pick<
      Electron.Tray,
      | "setToolTip"
      | "setTitle"
      | "getTitle"
      | "destroy"
      | "isDestroyed"
      | "setIgnoreDoubleClickEvents"
      | "getBounds"
      | "popUpContextMenu"
    >
{
  image: HostNativeImage;
  toolTip = "";
  title = "";
  contextMenu: HostMenu | null = null;
  #isDestroyed = false;

  constructor(image: HostNativeImage | string) {
    super("Tray", trayEvents);
    this.image = toImage(image);
    const self = guardMembers("Tray", this);
    hostRecords.trays.push(self);
    return self;
  }

  setImage(image: HostNativeImage | string): void {
    this.image = toImage(image);
  }

  setPressedImage(): void {
    // Shown on macOS alone.
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.title = title;
  }

  getTitle(): string {
    return this.title;
  }

  setContextMenu(menu: HostMenu | null): void {
    this.contextMenu = menu;
  }

  popUpContextMenu(): void {
    this.contextMenu?.popup();
  }

  setIgnoreDoubleClickEvents(): void {
    // Clicks come from tests and are never doubled.
  }

  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 24, height: 24 };
  }

  /** What a person's click does. */
  click(): void {
    this.emit("click", createEvent(), this.getBounds(), { x: 0, y: 0 });
  }

  destroy(): void {
    this.#isDestroyed = true;
    hostRecords.trays = hostRecords.trays.filter((tray) => !tray.isDestroyed());
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
}

function toImage(image: HostNativeImage | string): HostNativeImage {
  return typeof image === "string" ? nativeImage.createFromPath(image) : image;
}
