// Stands in for `Menu` and `MenuItem`: keeps the template, shows nothing, and lets a test click an item.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { createEvent } from "./host-event.ts";
import { hostRecords } from "./host-records.ts";

type Template = Electron.MenuItemConstructorOptions;

export class HostMenuItem {
  readonly id: string;
  readonly type: NonNullable<Template["type"]>;
  readonly role: Template["role"];
  readonly accelerator: Template["accelerator"];
  readonly submenu: HostMenu | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: Template["click"];

  constructor(options: Template) {
    const { submenu } = options;
    this.id = options.id ?? "";
    this.type = options.type ?? (submenu === undefined ? "normal" : "submenu");
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.label = options.label ?? "";
    this.sublabel = options.sublabel ?? "";
    this.toolTip = options.toolTip ?? "";
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
    if (Array.isArray(submenu)) this.submenu = HostMenu.buildFromTemplate(submenu);
    else this.submenu = submenu as unknown as HostMenu | undefined;
    return guardMembers("MenuItem", this, ["commandId", "menu", "icon", "userAccelerator"]);
  }

  /** What a person's click does: radio and checkbox items change before the handler runs. */
  click(): void {
    if (!this.enabled) return;
    if (this.type === "checkbox") this.checked = !this.checked;
    if (this.type === "radio") this.checked = true;
    this.#click?.(this as unknown as Electron.MenuItem, undefined, createEvent() as unknown as Electron.KeyboardEvent);
  }
}

export class HostMenu {
  readonly items: HostMenuItem[] = [];

  constructor() {
    return guardMembers("Menu", this);
  }

  append(item: HostMenuItem): void {
    this.items.push(item);
  }

  insert(at: number, item: HostMenuItem): void {
    this.items.splice(at, 0, item);
  }

  getMenuItemById(id: string): HostMenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const inside = item.submenu?.getMenuItemById(id) ?? null;
      if (inside !== null) return inside;
    }
    return null;
  }

  popup(): void {
    hostRecords.poppedUpMenus.push(this);
  }

  closePopup(): void {
    hostRecords.poppedUpMenus = hostRecords.poppedUpMenus.filter((menu) => menu !== this);
  }

  on(): this {
    return this;
  }

  once(): this {
    return this;
  }

  static buildFromTemplate(template: (Template | HostMenuItem)[]): HostMenu {
    const menu = new HostMenu();
    for (const entry of template) menu.append(entry instanceof HostMenuItem ? entry : new HostMenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu: HostMenu | null): void {
    hostRecords.applicationMenu = menu;
  }

  static getApplicationMenu(): HostMenu | null {
    return hostRecords.applicationMenu;
  }
}
