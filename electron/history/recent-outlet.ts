/** The outlet of the recent calls: keeps each call that ended, shows the list to windows, and counts what was missed. */
import type { HostEvent } from "../../shared/contract/event.ts";
import type { UiMessage } from "../../shared/contract/wire.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { addRecentCall, countMissed } from "./recent-calls.ts";
import type { RecentFile } from "./recent-file.ts";

export type RecentNeeds = {
  readonly file: RecentFile;
  readonly wallNow: () => number;
  readonly publish: (event: HostEvent) => void;
  /** To every window that listens. */
  readonly show: (message: UiMessage) => void;
};

export type RecentOutlet = Outlet & {
  /** What a window that opens now must hear. */
  readonly message: () => UiMessage;
  /** The operator looked: what was missed is no news any more. */
  readonly markSeen: () => void;
  /** Says what was missed before this start. */
  readonly announce: () => void;
};

export function createRecentOutlet({ file, wallNow, publish, show }: RecentNeeds): RecentOutlet {
  let recent = file.read();
  let announced = 0;

  const message = (): UiMessage => ({ type: "recent", calls: [...recent.calls] });

  function announce(): void {
    const missed = countMissed(recent);
    if (missed === announced) return;
    announced = missed;
    publish({ type: "missed.changed", at: wallNow(), missed });
  }

  return {
    name: "recent calls",
    receive(event) {
      if (event.type !== "call.ended") return;
      recent = addRecentCall(recent, event.call);
      file.write(recent);
      show(message());
      announce();
    },
    stop: () => file.settle(),
    message,
    markSeen() {
      if (countMissed(recent) === 0) return;
      recent = { ...recent, atSeen: wallNow() };
      file.write(recent);
      announce();
    },
    announce,
  };
}
