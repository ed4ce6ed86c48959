/** The recent calls as data: newest first, so many and no more, and which of them the operator has not looked at. */
import { z } from "zod";
import { Call } from "../../shared/model/call.ts";
import type { EpochMs } from "../../shared/model/time.ts";

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

export function printRecentCalls({ calls, atSeen }: RecentCalls): string {
  return JSON.stringify({ version: 1, atSeen, calls });
}

/** @returns what can be read of it: a call an older or newer Tandem wrote otherwise is left out, and counted. */
export function readRecentCalls(text: string): { readonly recent: RecentCalls; readonly unreadable: number } | null {
  const kept = Kept.safeParse(parseJson(text));
  if (!kept.success) return null;
  const read = kept.data.calls.map((call) => Call.safeParse(call));
  const calls = read.flatMap((one) => (one.success && one.data.state === "ended" ? [one.data] : []));
  return {
    recent: { calls: calls.slice(0, mostRecentCalls), atSeen: kept.data.atSeen },
    unreadable: read.length - calls.length,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
