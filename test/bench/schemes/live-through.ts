/** What one operator does in an outage, whatever the phone: dial until it rings, and be called from outside until that rings. */
import { setTimeout as sleep } from "node:timers/promises";
import { placeIncoming } from "../../testbed/place-incoming.ts";
import type { AsteriskServer } from "../../testbed/asterisk-server.ts";
import type { SchemePhone } from "./scheme-phone.ts";

export type Lived = {
  /** From the fault to the first ringing of a dial, s; null: none rang while it was looked. */
  readonly dialS: number | null;
  /** From the fault to the first ringing of a call from outside, s. */
  readonly incomingS: number | null;
};

/** How long an operator listens to nothing before hanging up, and how soon she dials again. */
export const patienceMs = 5_000;
export const redialMs = 500;
/** A call from outside is tried anew each second, so this is how fine its figure is. */
const callEveryMs = 1_000;

/** @param survivor whom the provider rings through: it is taken to have noticed at once. */
export async function liveThrough(
  phone: SchemePhone,
  survivor: AsteriskServer,
  atFault: number,
  lookedMs: number,
): Promise<Lived> {
  const isOver = () => Date.now() >= atFault + lookedMs;
  const dials = async (): Promise<number | null> => {
    while (!isOver()) {
      const at = await phone.dial(patienceMs);
      if (at !== null) return at - atFault;
      await sleep(redialMs);
    }
    return null;
  };
  const calls = async (): Promise<number | null> => {
    const rung = () => phone.rings().find((at) => at >= atFault) ?? null;
    for (let at = rung(); !isOver(); at = rung()) {
      if (at !== null) return at - atFault;
      placeIncoming({ server: survivor, to: phone.user, fromNumber: "0355500100", timeoutS: 1 });
      for (const until = Date.now() + callEveryMs; Date.now() < until && rung() === null;) await sleep(20);
    }
    return rung() === null ? null : (rung() ?? 0) - atFault;
  };
  const [dialMs, incomingMs] = await Promise.all([dials(), calls()]);
  const toS = (ms: number | null) => (ms === null ? null : ms / 1_000);
  return { dialS: toS(dialMs), incomingS: toS(incomingMs) };
}
