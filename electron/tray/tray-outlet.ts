/** The outlet of the tray: draws the model, and turns clicks into Commands. */
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions, type NativeImage } from "electron";
import { chooseSpeech } from "../../shared/i18n/choose-speech.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Outlet, PhoneLine } from "../switchboard/outlet.ts";
import { encodePng } from "./encode-png.ts";
import { drawTrayIcon, type Ink } from "./tray-icon.ts";
import type { TrayItem } from "./tray-menu.ts";
import { toTrayModel, type TrayIcon, type TrayModel } from "./tray-model.ts";

export type TrayNeeds = {
  readonly line: PhoneLine;
  readonly openWindow: () => void;
  readonly quit: () => void;
  /** The languages the computer's user prefers, best first. */
  readonly languages: readonly string[];
  readonly log: Log;
  readonly clock: Pick<Clock, "wallNow" | "after">;
};

const onDark: Ink = [255, 255, 255];
const onLight: Ink = [32, 32, 32];

export function createTrayOutlet({ line, openWindow, quit, languages, log, clock }: TrayNeeds): Outlet {
  let shown = toModel(line.snapshot());
  const tray = openTray(shown, log);
  const onThemeChange = () => tray?.setImage(toImage(shown.icon));

  if (tray !== null) {
    tray.setToolTip(shown.tooltip);
    tray.setContextMenu(toMenu(shown));
    tray.on("click", openWindow);
    nativeTheme.on("updated", onThemeChange);
  }

  function toModel(snapshot: Snapshot): TrayModel {
    const speech = chooseSpeech(snapshot.settings.language, languages);
    return toTrayModel(snapshot, speech, { isMac: process.platform === "darwin", at: clock.wallNow() });
  }

  function toMenu({ menu }: TrayModel): Menu {
    return Menu.buildFromTemplate(menu.map(toMenuItem));
  }

  function toMenuItem(item: TrayItem): MenuItemConstructorOptions {
    switch (item.kind) {
      case "separator":
        return { type: "separator" };
      case "sentence":
        return { label: item.label, enabled: false };
      case "open":
        return { label: item.label, ...toKeys(item), click: openWindow };
      case "quit":
        return { label: item.label, click: quit };
      case "submenu":
        return { label: item.label, submenu: item.items.map(toMenuItem) };
      case "command":
        return {
          label: item.label,
          ...toKeys(item),
          ...(item.mark === null ? {} : { type: item.mark.type, checked: item.mark.isOn }),
          click: () => void line.ask("tray", item.command),
        };
      default:
        return assertNever(item);
    }
  }

  let cancelCounting = (): void => undefined;

  /** Seconds that run are counted on, though nothing happens. */
  function countOn(snapshot: Snapshot): void {
    cancelCounting();
    if ((snapshot.wrapUp?.now?.atUntil ?? 0) > clock.wallNow()) {
      cancelCounting = clock.after(1_000, () => show(line.snapshot()));
    }
  }

  function show(snapshot: Snapshot): void {
    if (tray === null) return;
    countOn(snapshot);
    const next = toModel(snapshot);
    if (!isSameValue(next.icon, shown.icon)) tray.setImage(toImage(next.icon));
    if (next.tooltip !== shown.tooltip) tray.setToolTip(next.tooltip);
    if (!isSameValue(next.menu, shown.menu)) tray.setContextMenu(toMenu(next));
    shown = next;
  }

  return {
    name: "tray",
    receive: (_event, snapshot) => show(snapshot),
    stop() {
      cancelCounting();
      nativeTheme.off("updated", onThemeChange);
      tray?.destroy();
    },
  };
}

/** Shown only; what is pressed is heard elsewhere. */
function toKeys({ accelerator }: { readonly accelerator: string | null }): MenuItemConstructorOptions {
  return accelerator === null ? {} : { accelerator, registerAccelerator: false };
}

/** Some Linux desktops have no place for it; the window and a second start still work there. */
function openTray({ icon }: TrayModel, log: Log): Tray | null {
  try {
    return new Tray(toImage(icon));
  } catch (error) {
    log.warn(`no tray on this desktop: ${String(error)}`);
    return null;
  }
}

function toImage(icon: TrayIcon): NativeImage {
  const isTemplate = process.platform === "darwin";
  const ink = isTemplate ? ([0, 0, 0] as const) : nativeTheme.shouldUseDarkColors ? onDark : onLight;
  const image = nativeImage.createFromBuffer(encodePng(drawTrayIcon(icon, ink, 1)), { scaleFactor: 1 });
  image.addRepresentation({ scaleFactor: 2, buffer: encodePng(drawTrayIcon(icon, ink, 2)) });
  image.setTemplateImage(isTemplate);
  return image;
}
