/** What tells of the phone outside its windows, put together: the tray, the system's notifications, the number on the program's button. */
import { app } from "electron";
import { createNotificationsOutlet, type NotificationsNeeds } from "./notifications/notifications-outlet.ts";
import { showNote } from "./notifications/show-note.ts";
import type { Outlet } from "./switchboard/outlet.ts";
import { createMissedBadge, type MissedBadgeNeeds } from "./tray/missed-badge.ts";
import { createTrayOutlet, type TrayNeeds } from "./tray/tray-outlet.ts";

export type OutsideNeeds = Omit<TrayNeeds, "openWindow"> & {
  readonly window: NotificationsNeeds["window"] &
    Pick<MissedBadgeNeeds, "setOverlay"> & { readonly show: TrayNeeds["openWindow"] };
};

export function createOutsideWindow({ window, ...needs }: OutsideNeeds): readonly Outlet[] {
  const { languages, clock } = needs;
  return [
    createTrayOutlet({ ...needs, openWindow: window.show }),
    createNotificationsOutlet({ show: showNote, window, languages, clock }),
    createMissedBadge({
      setCount: (count) => void app.setBadgeCount(count),
      setOverlay: window.setOverlay,
      languages,
    }),
  ];
}
