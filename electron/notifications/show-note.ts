/** Asks the system to show a notification; where it has none, nothing is lost. */
import { Notification } from "electron";
import type { Note } from "./notifications-outlet.ts";

export function showNote(title: string, body: string, onClick: () => void): Note {
  if (!Notification.isSupported()) return { close: () => undefined };
  const notification = new Notification({ title, body });
  notification.on("click", onClick);
  notification.show();
  return { close: () => notification.close() };
}
