/** Plays every fault on one Asterisk pair, again and again, with every softphone registered on both at the same time. */
import type { PeerFault, PeerTrial } from "../../../scripts/bench/peers-run.ts";
import { startTestbed, type Testbed } from "../../testbed/start-testbed.ts";
import { playOutage } from "./outage.ts";
import type { PeerKind } from "./peer.ts";
import type { Seat } from "./seat.ts";

export type PeersPlan = {
  readonly kinds: readonly PeerKind[];
  /** Outages of each fault. */
  readonly trials: number;
  readonly faults: readonly PeerFault[];
  readonly say: (line: string) => void;
};

/** An outage that breaks for a reason of its own is played once more; one that breaks again is left out and told. */
const triesPerOutage = 2;

export async function measurePeers({ kinds, trials, faults, say }: PeersPlan): Promise<readonly PeerTrial[]> {
  const outages = Array.from({ length: trials }, () => faults).flat();
  const measured: PeerTrial[] = [];
  const testbed = await startTestbed({ speaksPlainSip: true });
  try {
    for (const [index, fault] of outages.entries()) {
      const name = `outage ${index + 1} of ${outages.length}, ${fault}`;
      const found = await tryOutage(testbed, turn(kinds, index), fault, (why) => say(`${name}: ${why}`));
      for (const trial of found) say(`${name}: ${JSON.stringify(trial)}`);
      measured.push(...found);
    }
  } finally {
    await testbed.stop();
  }
  return measured;
}

/** Another one dials first every time. */
function turn(kinds: readonly PeerKind[], by: number): readonly PeerKind[] {
  const first = by % kinds.length;
  return [...kinds.slice(first), ...kinds.slice(0, first)];
}

async function tryOutage(
  testbed: Testbed,
  kinds: readonly PeerKind[],
  fault: PeerFault,
  say: (why: string) => void,
): Promise<readonly PeerTrial[]> {
  for (let tried = 1; tried <= triesPerOutage; tried += 1) {
    try {
      return await withSeats(testbed, kinds, (seats) => playOutage(testbed, seats, fault));
    } catch (error) {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  return [];
}

/** Fresh softphones for every outage, so that nothing of one is left for the next. */
async function withSeats<T>(
  testbed: Testbed,
  kinds: readonly PeerKind[],
  work: (seats: readonly Seat[]) => Promise<T>,
): Promise<T> {
  const seats: Seat[] = [];
  try {
    for (const kind of kinds) seats.push({ kind, peer: await kind.start(testbed) });
    return await work(seats);
  } finally {
    await Promise.all(seats.map(({ peer }) => peer.stop()));
  }
}
