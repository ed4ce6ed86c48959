/** The desktop around the app as the stand-in plays it: the tray and its menu, dialogs, sleep and wake. */
import type { DialogRecord } from "../host/host-records.ts";
import type { WindowedApp } from "./launch-with-playwright.ts";

export type TrayLook = { readonly toolTip: string; readonly icon: string; readonly menu: readonly string[] };
/** `at`: epoch ms at which it looked so first. */
export type TrayChange = TrayLook & { readonly at: number };

type Watched = { tandemTrayChanges?: TrayChange[] };

/** The app must have been launched with `needsTestHook`. */
export function desktopOf({ electron }: Pick<WindowedApp, "electron">) {
  return {
    tray: (): Promise<TrayLook | null> =>
      electron.evaluate(() => {
        const tray = globalThis.__tandemHost?.records.trays[0];
        if (tray === undefined) return null;
        const menu = tray.contextMenu?.items.map(({ label }) => label) ?? [];
        return { toolTip: tray.toolTip, icon: tray.image.toDataURL(), menu };
      }),
    /** Looks every 5 ms from inside main, so that no message delays what it notes. */
    watchTray: (): Promise<void> =>
      electron.evaluate(() => {
        const changes: TrayChange[] = [];
        (globalThis as Watched).tandemTrayChanges = changes;
        setInterval(() => {
          const tray = globalThis.__tandemHost?.records.trays[0];
          if (tray === undefined) return;
          const look = { toolTip: tray.toolTip, icon: tray.image.toDataURL(), menu: [] };
          const last = changes.at(-1);
          if (last?.toolTip !== look.toolTip || last.icon !== look.icon) changes.push({ ...look, at: Date.now() });
        }, 5).unref();
      }),
    trayChanges: (): Promise<TrayChange[]> => electron.evaluate(() => (globalThis as Watched).tandemTrayChanges ?? []),
    clickTrayItem: (label: string): Promise<boolean> =>
      electron.evaluate((_modules, wanted) => {
        const items = globalThis.__tandemHost?.records.trays[0]?.contextMenu?.items ?? [];
        const item = items.find((each) => each.label === wanted);
        item?.click();
        return item !== undefined;
      }, label),
    /** The button every later question is answered with. */
    answerDialogsWith: (button: number): Promise<void> =>
      electron.evaluate((_modules, pressed) => {
        const records = globalThis.__tandemHost?.records;
        if (records !== undefined) records.answerDialog = () => pressed;
      }, button),
    /** The file every later question which, or where to, is answered with. */
    answerDialogsWithFile: (path: string): Promise<void> =>
      electron.evaluate((_modules, chosen) => {
        const records = globalThis.__tandemHost?.records;
        if (records !== undefined) records.answerDialog = () => [chosen];
      }, path),
    dialogs: (): Promise<DialogRecord[]> => electron.evaluate(() => globalThis.__tandemHost?.records.dialogs ?? []),
    /** What the system was asked to tell, oldest first. */
    notifications: (): Promise<{ title: string; body: string }[]> =>
      electron.evaluate(
        () => globalThis.__tandemHost?.records.notifications.map(({ title, body }) => ({ title, body })) ?? [],
      ),
    /** Clicks the newest. */
    clickNotification: (): Promise<void> =>
      electron.evaluate(() => globalThis.__tandemHost?.records.notifications.at(-1)?.click()),
    /** Presses a chord as if another program had the focus; false when it belongs to nobody. */
    pressGlobally: (chord: string): Promise<boolean> =>
      electron.evaluate((_modules, pressed) => {
        const run = globalThis.__tandemHost?.records.shortcuts.get(pressed);
        run?.();
        return run !== undefined;
      }, chord),
    /** Which of the app's windows has the focus, by its page's address. */
    focusedPage: (): Promise<string | null> =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL() ?? null),
    emitPower: (event: "suspend" | "resume"): Promise<void> =>
      electron.evaluate((_modules, happened) => globalThis.__tandemHost?.emitPower(happened), event),
  };
}
export type Desktop = ReturnType<typeof desktopOf>;
