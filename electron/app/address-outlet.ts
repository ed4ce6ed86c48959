/** Sees an address of this computer vanish while a call is up: not every change of network reaches Chromium's pages. */
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import { isCallUp } from "../switchboard/is-call-up.ts";
import type { Outlet } from "../switchboard/outlet.ts";

export type AddressNeeds = {
  /** Of every interface that is up and not loopback. */
  readonly readAddresses: () => readonly string[];
  readonly clock: Pick<Clock, "after">;
  /** One that was there is gone. A new one alone is no reason: what stands goes on standing. */
  readonly onLost: () => void;
};

const lookEveryMs = 500;

/** At rest nothing is looked at: probes find out then, and nobody hears the silence. */
export function createAddressOutlet({ readAddresses, clock, onLost }: AddressNeeds): Outlet {
  let cancel: Cancel | null = null;
  let known: readonly string[] = [];

  function look(): void {
    const now = readAddresses();
    const isOneGone = known.some((address) => !now.includes(address));
    known = now;
    cancel = clock.after(lookEveryMs, look);
    if (isOneGone) onLost();
  }

  function rest(): void {
    cancel?.();
    cancel = null;
  }

  return {
    name: "addresses",
    receive(_event, snapshot) {
      if (!isCallUp(snapshot)) return rest();
      if (cancel !== null) return;
      known = readAddresses();
      cancel = clock.after(lookEveryMs, look);
    },
    stop: () => {
      rest();
      return Promise.resolve();
    },
  };
}
