/** Brings a window before other programs' windows without taking the keyboard from whoever types in one of them. */
import type { BrowserWindow } from "electron";

export type CoveredWindow = Pick<
  BrowserWindow,
  "isFocused" | "isVisible" | "isMinimized" | "showInactive" | "restore" | "moveTop"
>;

export function bringUpQuietly(window: CoveredWindow): void {
  if (window.isFocused()) return;
  // Windows brings a minimized one back by this as well, and leaves the focus where it is.
  if (!window.isVisible() || window.isMinimized()) window.showInactive();
  // A Mac and X11 do so by this alone; whether it has the keyboard then is the window manager's to say.
  if (window.isMinimized()) window.restore();
  // One that other windows cover counts as visible.
  window.moveTop();
}
