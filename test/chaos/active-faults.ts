/** The faults that one server of a plan suffers now: each ends when its time is over, or all of them at once. */
import type { Fault, FaultKind } from "./chaos-plan.ts";

export type ActiveFaults = {
  readonly all: ReadonlySet<Fault>;
  readonly has: (...kinds: readonly FaultKind[]) => boolean;
  /** The longest `byMs` of this kind; 0 when there is none. */
  readonly slowestMs: (kind: FaultKind) => number;
  readonly strike: (fault: Fault) => void;
  readonly endAll: () => void;
};

export type FaultHandlers = {
  /** It is among `all` by then. */
  readonly onBegin: (fault: Fault) => void;
  /** It is among `all` no more. */
  readonly onEnd: (fault: Fault) => void;
  /** Once for every flap. */
  readonly onFlap: () => void;
  readonly shortestFlapMs: number;
};

export function createActiveFaults({ onBegin, onEnd, onFlap, shortestFlapMs }: FaultHandlers): ActiveFaults {
  const all = new Set<Fault>();
  const ends = new Set<() => void>();
  return {
    all,
    has: (...kinds) => [...all].some(({ kind }) => kinds.includes(kind)),
    slowestMs: (kind) => Math.max(0, ...[...all].filter((fault) => fault.kind === kind).map(({ byMs }) => byMs)),
    strike(fault) {
      all.add(fault);
      onBegin(fault);
      const flapping = fault.kind === "flap" ? setInterval(onFlap, Math.max(shortestFlapMs, fault.byMs)) : null;
      const end = (): void => {
        if (flapping !== null) clearInterval(flapping);
        clearTimeout(timer);
        ends.delete(end);
        all.delete(fault);
        onEnd(fault);
      };
      const timer = setTimeout(end, fault.forMs);
      ends.add(end);
    },
    endAll() {
      for (const end of ends) end();
    },
  };
}
