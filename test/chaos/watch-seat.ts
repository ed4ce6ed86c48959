/** What a seat is watched for while chaos goes on: a server that died is not called ready for long (invariant 9). */
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { ServerName } from "./chaos-plan.ts";

type Watched = {
  readonly name: ServerName;
  readonly isMute: () => boolean;
  /** Monotonic ms: what it said before it fell silent may arrive as late as this. */
  readonly atLastSign: () => number;
};

export type SeatWatch = {
  /** While the seat sleeps, what takes long proves nothing; nor does it when this process has no time. */
  readonly setAsleep: (isAsleep: boolean) => void;
  readonly hasStalledSince: (at: number) => boolean;
  /** Sentences; none when every promise held. */
  readonly broken: () => readonly string[];
  readonly stop: () => void;
};

const sampleMs = 100;
/** A sample that comes later than this finds a process that had no time for the seat either. */
const stallMs = 600;

/** @param blindMs the longest a silent server may be called ready. */
export function watchSeat(snapshot: () => Snapshot, servers: readonly Watched[], blindMs: number): SeatWatch {
  const broken = new Set<string>();
  const silentSince = new Map<Watched, number>();
  let atLast = performance.now();
  let atStall = -Infinity;
  let isAsleep = false;

  const excuse = (): void => {
    silentSince.clear();
    atStall = performance.now();
  };

  function sample(): void {
    const now = performance.now();
    if (isAsleep || now - atLast > stallMs) excuse();
    atLast = now;
    for (const server of servers) {
      if (!server.isMute()) silentSince.delete(server);
      else if (!silentSince.has(server)) silentSince.set(server, now);
      const since = Math.max(silentSince.get(server) ?? now, server.atLastSign());
      const shown = snapshot().servers.find(({ id }) => id === server.name)?.state;
      if (shown === "ready" && now - since > blindMs) broken.add(`${server.name} is silent and still called ready`);
    }
  }
  const timer = setInterval(sample, sampleMs);

  return {
    setAsleep(next) {
      isAsleep = next;
      excuse();
    },
    hasStalledSince: (at) => atStall >= at,
    broken: () => [...broken],
    stop: () => clearInterval(timer),
  };
}
