/** One outage of the primary that every softphone lives through at the same time, and what each of them makes of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PeerFault, PeerTrial } from "../../../scripts/bench/peers-run.ts";
import { mend, strike, type Fault } from "../../e2e/trials.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import { firstRing } from "./first-ring.ts";
import { serverNames, waitUntil, type DialEnd } from "./peer.ts";
import { findServerRung, target, type Seat } from "./seat.ts";
import { watchReturn } from "./watch-return.ts";

export const outageMs = 62_000;
/** What an operator takes to understand that a dial failed, and to choose the other account. */
export const reactionMs = 3_000;
const healthyLimitMs = 10_000;
/** The first seat dials this long after the fault, the next one this much later, in an order that changes. */
const dialEveryMs = 500;
const incomingAfterMs = 8_000;
const incomingEveryMs = 6_000;
const truthEveryMs = 250;
const toFault = { crash: "kill", freeze: "freeze", blackHole: "blackHole" } as const satisfies Record<PeerFault, Fault>;

/** Everyone's processes have come to rest by then, and the first dial of each has warmed it up. */
const restMs = 3_000;

/** Throws when a seat is not well before the fault: then nothing it does after it can be compared. */
export async function playOutage(testbed: Testbed, seats: readonly Seat[], fault: PeerFault): Promise<PeerTrial[]> {
  for (const seat of seats) await dialHealthy(seat);
  await sleep(restMs);
  const healthy: (number | null)[] = [];
  for (const seat of seats) healthy.push(await dialHealthy(seat));
  await strike(testbed.main, toFault[fault]);
  const atFault = Date.now();
  let isMended = false;
  try {
    const during = await Promise.all(seats.map((seat, turn) => liveThrough(testbed, seat, atFault, turn)));
    await sleep(Math.max(0, atFault + outageMs - Date.now()));
    await mend(testbed.main, toFault[fault]);
    isMended = true;
    const atReturn = Date.now();
    const after = await Promise.all(seats.map((seat) => watchReturn(testbed, seat, atReturn)));
    return seats.flatMap(({ kind }, index) => {
      const [lived, returned] = [during[index], after[index]];
      if (lived === undefined || returned === undefined) return [];
      return [{ client: kind.name, fault, healthyDialMs: healthy[index] ?? null, ...lived, ...returned }];
    });
  } finally {
    if (!isMended) await mend(testbed.main, toFault[fault]);
  }
}

async function dialHealthy({ kind, peer }: Seat): Promise<number | null> {
  for (const server of serverNames) {
    const isRegistered = await waitUntil(() => peer.isShownRegistered(server), 20_000);
    if (!isRegistered) throw new Error(`${kind.name} did not register on ${server}`);
  }
  const atDial = Date.now();
  const end = await peer.dial(target, null, healthyLimitMs);
  await peer.hangUp();
  await sleep(200);
  if (end.kind !== "ringing") throw new Error(`${kind.name} could not dial with both servers well: ${end.kind}`);
  return end.at - atDial;
}

type Lived = Pick<PeerTrial, "dialledAfterMs" | "dial" | "redial" | "truthMs" | "incomingMs" | "reachableMs">;

async function liveThrough(testbed: Testbed, seat: Seat, atFault: number, turn: number): Promise<Lived> {
  const leftMs = (): number => Math.max(0, atFault + outageMs - Date.now());
  const [dialled, truthMs, incoming] = await Promise.all([
    dialThrough(testbed, seat, atFault, turn, leftMs),
    watchTruth(seat, atFault, leftMs),
    ringThrough(testbed, seat, atFault, turn, leftMs),
  ]);
  return { ...dialled, truthMs, ...incoming };
}

/** Dials as it comes; when that fails, dials again by hand through the other account. */
async function dialThrough(
  testbed: Testbed,
  { kind, peer }: Seat,
  atFault: number,
  turn: number,
  leftMs: () => number,
): Promise<Pick<Lived, "dialledAfterMs" | "dial" | "redial">> {
  await sleep((turn + 1) * dialEveryMs);
  const atDial = Date.now();
  const end = await peer.dial(target, null, leftMs());
  const through = end.kind === "ringing" ? findServerRung(testbed, kind.user, atDial) : null;
  const first = {
    dialledAfterMs: atDial - atFault,
    dial: { kind: end.kind, ms: Math.max(0, end.at - atDial), through },
  };
  if (end.kind === "ringing") {
    await peer.hangUp();
    return { ...first, redial: null };
  }
  if (end.kind === "failed") await sleep(reactionMs);
  const again: DialEnd | null = leftMs() === 0 ? null : await peer.dial(target, "backup", leftMs());
  await peer.hangUp();
  return { ...first, redial: { ms: again?.kind === "ringing" ? again.at - atDial : null } };
}

async function watchTruth({ peer }: Seat, atFault: number, leftMs: () => number): Promise<number | null> {
  const isTold = await waitUntil(async () => !(await peer.isShownRegistered("main")), leftMs(), truthEveryMs);
  return isTold ? Date.now() - atFault : null;
}

async function ringThrough(
  testbed: Testbed,
  seat: Seat,
  atFault: number,
  turn: number,
  leftMs: () => number,
): Promise<Pick<Lived, "incomingMs" | "reachableMs">> {
  await sleep(incomingAfterMs + turn * dialEveryMs);
  for (let tries = 1; leftMs() > incomingEveryMs; tries += 1) {
    const ring = await firstRing(testbed.backup, seat);
    if (ring !== null) return { incomingMs: tries === 1 ? ring.ms : null, reachableMs: ring.at - atFault };
    await sleep(incomingEveryMs);
  }
  return { incomingMs: null, reachableMs: null };
}
