/** The recent calls as data: newest first, so many and no more, and which of them the operator has not looked at. */
import { z } from "zod";
import { Call } from "../../shared/model/call.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import type { Read } from "../files/kept-file.ts";

/** A shift's worth. */
export const mostRecentCalls = 200;

export type RecentCalls = {
  readonly calls: readonly Call[];
  /** When the operator last looked at them. */
  readonly atSeen: EpochMs;
};

export const noRecentCalls: RecentCalls = { calls: [], atSeen: 0 };

export function addRecentCall({ calls, atSeen }: RecentCalls, ended: Call): RecentCalls {
  const others = calls.filter((call) => call.id !== ended.id);
  return { calls: [ended, ...others].slice(0, mostRecentCalls), atSeen };
}

export function countMissed({ calls, atSeen }: RecentCalls): number {
  return calls.filter((call) => call.end?.reason === "missed" && (call.atEnded ?? 0) > atSeen).length;
}

const Kept = z.object({ version: z.literal(1), atSeen: z.number(), calls: z.array(z.unknown()) });

export function toKeptCalls({ calls, atSeen }: RecentCalls): object {
  return { version: 1, atSeen, calls };
}

export function fromKeptCalls(raw: unknown): Read<RecentCalls> | null {
  const kept = Kept.safeParse(raw);
  if (!kept.success) return null;
  const read = kept.data.calls.map((call) => Call.safeParse(call));
  const calls = read.flatMap((one) => (one.success && one.data.state === "ended" ? [one.data] : []));
  return {
    value: { calls: calls.slice(0, mostRecentCalls), atSeen: kept.data.atSeen },
    unreadable: read.length - calls.length,
  };
}
