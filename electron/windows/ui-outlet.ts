/** The outlet of the windows: each hears the Snapshot when it is ready, then what main keeps beside it, then every Event. */
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createOutbox, type Outbox } from "../ipc/outbox.ts";
import type { Outlet } from "../switchboard/outlet.ts";

export type UiOutlet = Outlet & {
  readonly attach: (windowId: number) => void;
  readonly detach: (windowId: number) => void;
  /** Its page listens: the Snapshot goes first. */
  readonly welcome: (windowId: number) => void;
  /** To every window whose page listens. */
  readonly broadcast: (message: UiMessage) => void;
  /** For one window, now or when it is ready. */
  readonly post: (windowId: number, message: UiMessage) => void;
};

export function createUiOutlet(
  send: (windowId: number, message: UiMessage) => void,
  snapshot: () => Snapshot,
  kept: () => readonly UiMessage[],
): UiOutlet {
  const outboxes = new Map<number, Outbox<UiMessage>>();

  function broadcast(message: UiMessage): void {
    for (const outbox of outboxes.values()) if (outbox.isOpen()) outbox.post(message);
  }

  return {
    name: "ui",
    receive: (event) => broadcast({ type: "event", event }),
    broadcast,
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
      for (const message of kept()) send(windowId, message);
      outbox.open();
    },
    post: (windowId, message) => outboxes.get(windowId)?.post(message),
  };
}
