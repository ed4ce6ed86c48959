/** The outlet of the windows: each hears the Snapshot when it is ready, then every Event after it. */
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createOutbox, type Outbox } from "../ipc/outbox.ts";
import type { Outlet } from "../switchboard/outlet.ts";

export type UiOutlet = Outlet & {
  readonly attach: (windowId: number) => void;
  readonly detach: (windowId: number) => void;
  /** Its page listens: the Snapshot goes first. */
  readonly welcome: (windowId: number) => void;
  /** For one window, now or when it is ready. */
  readonly post: (windowId: number, message: UiMessage) => void;
};

export function createUiOutlet(
  send: (windowId: number, message: UiMessage) => void,
  snapshot: () => Snapshot,
): UiOutlet {
  const outboxes = new Map<number, Outbox<UiMessage>>();
  return {
    name: "ui",
    receive(event) {
      for (const outbox of outboxes.values()) {
        if (outbox.isOpen()) outbox.post({ type: "event", event });
      }
    },
    stop() {
      outboxes.clear();
    },
    attach: (windowId) =>
      void outboxes.set(
        windowId,
        createOutbox((message) => send(windowId, message)),
      ),
    detach: (windowId) => void outboxes.delete(windowId),
    welcome(windowId) {
      const outbox = outboxes.get(windowId);
      if (outbox === undefined) return;
      send(windowId, { type: "snapshot", snapshot: snapshot() });
      outbox.open();
    },
    post: (windowId, message) => outboxes.get(windowId)?.post(message),
  };
}
