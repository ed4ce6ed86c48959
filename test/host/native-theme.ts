// Stands in for `nativeTheme`: themeSource reaches every page as prefers-color-scheme.
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { allWebContents, lifecycle } from "./registry.ts";
import type { HostWebContents } from "./web-contents.ts";

export class HostNativeTheme
  extends HostEmitter
  implements
    Pick<
      Electron.NativeTheme,
      "themeSource" | "shouldUseDarkColors" | "shouldUseHighContrastColors" | "shouldUseInvertedColorScheme"
    >
{
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  #source: Electron.NativeTheme["themeSource"] = "system";

  constructor() {
    super("nativeTheme", ["updated"]);
    lifecycle.on("web-contents-created", (page: HostWebContents) => this.#apply(page));
  }

  get themeSource(): Electron.NativeTheme["themeSource"] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme["themeSource"]) {
    if (source === this.#source) return;
    this.#source = source;
    for (const page of allWebContents.values()) this.#apply(page);
    this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === "dark";
  }

  #apply(page: HostWebContents): void {
    const value = this.#source === "system" ? "" : this.#source;
    page.emulateMedia([{ name: "prefers-color-scheme", value }]).catch(() => undefined);
  }
}

export const nativeTheme = guardMembers("nativeTheme", new HostNativeTheme());
