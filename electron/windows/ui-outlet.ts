/** The outlet of the windows: each hears the Snapshot when it is ready, what main keeps beside it if it shows that, then every Event. */
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createOutbox, type Outbox } from "../ipc/outbox.ts";
import type { Outlet } from "../switchboard/outlet.ts";

/** Whether a window shows what main keeps beside the Snapshot too: recent calls and incidents. */
export type WindowShows = "everything" | "phone";

export type UiOutlet = Outlet & {
  readonly attach: (windowId: number, shows?: WindowShows) => void;
  readonly detach: (windowId: number) => void;
  /** Its page listens: the Snapshot goes first. */
  readonly welcome: (windowId: number) => void;
  /** To every window that shows everything and whose page listens. */
  readonly broadcast: (message: UiMessage) => void;
  /** For one window, now or when it is ready. */
  readonly post: (windowId: number, message: UiMessage) => void;
};

export function createUiOutlet(
  send: (windowId: number, message: UiMessage) => void,
  snapshot: () => Snapshot,
  kept: () => readonly UiMessage[],
): UiOutlet {
  const windows = new Map<number, { readonly outbox: Outbox<UiMessage>; readonly shows: WindowShows }>();

  function tell(message: UiMessage, isFor: (shows: WindowShows) => boolean): void {
    for (const { outbox, shows } of windows.values()) if (outbox.isOpen() && isFor(shows)) outbox.post(message);
  }

  return {
    name: "ui",
    receive: (event) => tell({ type: "event", event }, () => true),
    broadcast: (message) => tell(message, (shows) => shows === "everything"),
    stop() {
      windows.clear();
    },
    attach(windowId, shows = "everything") {
      windows.set(windowId, { outbox: createOutbox((message) => send(windowId, message)), shows });
    },
    detach: (windowId) => void windows.delete(windowId),
    welcome(windowId) {
      const window = windows.get(windowId);
      if (window === undefined) return;
      send(windowId, { type: "snapshot", snapshot: snapshot() });
      if (window.shows === "everything") for (const message of kept()) send(windowId, message);
      window.outbox.open();
    },
    post: (windowId, message) => windows.get(windowId)?.outbox.post(message),
  };
}
