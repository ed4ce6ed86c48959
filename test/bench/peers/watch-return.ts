/** What a softphone makes of the primary's return: shown registered, rung through it, its own dials through it again. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PeerTrial } from "../../../scripts/bench/peers-run.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import { firstRing } from "./first-ring.ts";
import { waitUntil } from "./peer.ts";
import { findServerRung, target, type Seat } from "./seat.ts";

export const returnMs = 120_000;
const shownEveryMs = 250;
/** An operator who hears nothing for this long hangs up. */
const dialLimitMs = 5_000;
const roundEveryMs = 2_000;

type Returned = Pick<PeerTrial, "shownAgainMs" | "rungAgainMs" | "dialledAgainMs">;

export async function watchReturn(testbed: Testbed, seat: Seat, atReturn: number): Promise<Returned> {
  const leftMs = (): number => Math.max(0, atReturn + returnMs - Date.now());
  const [shownAgainMs, calls] = await Promise.all([
    watchShown(seat, atReturn, leftMs),
    callInTurn(testbed, seat, atReturn, leftMs),
  ]);
  return { shownAgainMs, ...calls };
}

async function watchShown({ peer }: Seat, atReturn: number, leftMs: () => number): Promise<number | null> {
  const isShown = await waitUntil(() => peer.isShownRegistered("main"), leftMs(), shownEveryMs);
  return isShown ? Date.now() - atReturn : null;
}

/** In turn a call from outside through the primary and a dial as it comes, until each has rung there. */
async function callInTurn(
  testbed: Testbed,
  seat: Seat,
  atReturn: number,
  leftMs: () => number,
): Promise<Omit<Returned, "shownAgainMs">> {
  let rungAgainMs: number | null = null;
  let dialledAgainMs: number | null = null;
  while (leftMs() > 0 && (rungAgainMs === null || dialledAgainMs === null)) {
    rungAgainMs ??= await ringOnce(testbed, seat, atReturn);
    dialledAgainMs ??= await dialOnce(testbed, seat, atReturn);
    await sleep(roundEveryMs);
  }
  return { rungAgainMs, dialledAgainMs };
}

async function ringOnce(testbed: Testbed, seat: Seat, atReturn: number): Promise<number | null> {
  const ring = await firstRing(testbed.main, seat);
  return ring === null ? null : ring.at - atReturn;
}

async function dialOnce(testbed: Testbed, { kind, peer }: Seat, atReturn: number): Promise<number | null> {
  const atDial = Date.now();
  const end = await peer.dial(target, null, dialLimitMs);
  const isThroughMain = end.kind === "ringing" && findServerRung(testbed, kind.user, atDial) === "main";
  await peer.hangUp();
  return isThroughMain ? end.at - atReturn : null;
}
