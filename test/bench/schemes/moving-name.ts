/** A host name whose address is changed in an outage, and each phone's resolver, which keeps an answer for its time to live. */
import type { LookupFunction } from "node:net";

export type MovingName = {
  /** From now on whoever asks anew is told this address. */
  readonly moveTo: (address: string) => void;
  /** A resolver with a memory of its own. */
  readonly createResolver: () => Resolver;
};

export type Resolver = {
  readonly lookup: LookupFunction;
  /** As if the last question had been asked longer ago than an answer is kept. */
  readonly forget: () => void;
};

export function createMovingName(first: string, ttlMs: number): MovingName {
  let now = first;
  return {
    moveTo(address) {
      now = address;
    },
    createResolver() {
      let kept: { readonly address: string; readonly untilMs: number } | null = null;
      return {
        lookup(_name, options, tell) {
          const atMs = performance.now();
          if (kept === null || kept.untilMs <= atMs) kept = { address: now, untilMs: atMs + ttlMs };
          const { address } = kept;
          process.nextTick(() =>
            options.all === true ? tell(null, [{ address, family: 4 }]) : tell(null, address, 4),
          );
        },
        forget() {
          kept = null;
        },
      };
    },
  };
}
