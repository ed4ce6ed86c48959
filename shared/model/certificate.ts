/** When a server's certificate ends, and from when on that is worth a word: before it happens, in time to renew it. */
import { z } from "zod";
import { dayMs, EpochMs } from "./time.ts";

/** Authorities renew from 30 days on; after a week of that nobody did. */
export const certificateWarnDays = 21;

/** A certificate that has ended or soon will, at the host of one or more servers. */
export const EndingCertificate = z.strictObject({
  /** The names of the servers at that host. */
  servers: z.array(z.string().min(1)).min(1),
  host: z.string().min(1),
  atEnd: EpochMs,
});
export type EndingCertificate = z.infer<typeof EndingCertificate>;

/** @returns whole days that are left, 0 on the last; negative once it has ended. */
export function toDaysLeft(atEnd: EpochMs, now: EpochMs): number {
  return Math.floor((atEnd - now) / dayMs);
}

export function isEndingSoon(atEnd: EpochMs, now: EpochMs): boolean {
  return toDaysLeft(atEnd, now) <= certificateWarnDays;
}
