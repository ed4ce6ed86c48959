/** Whether this computer and a server agree on the time, by the Date of an HTTP or SIP answer. */
import { doubtful, fine, type Finding } from "./diagnosis.ts";
import type { ToldTime } from "./sip-line.ts";

/** More than a slow line and a whole second's rounding make; less than what spoils certificates and lists. */
export const largestSkewMs = 30_000;

export function judgeClock(told: ToldTime | null, server: string): Finding {
  const atServer = told === null ? Number.NaN : Date.parse(told.date);
  if (told === null || Number.isNaN(atServer)) return fine(`${server} does not tell its time`);
  const skewS = Math.round((told.at - atServer) / 1_000);
  const found =
    skewS === 0 ? "the same time" : `this computer is ${Math.abs(skewS)} s ${skewS > 0 ? "ahead" : "behind"}`;
  if (Math.abs(told.at - atServer) <= largestSkewMs) return fine(found);
  return doubtful(
    found,
    `The clocks of this computer and of ${server} differ by ${Math.abs(skewS)} s; calls go on, but certificates and the times in lists are judged by the wrong one, so let both take their time from the network (NTP).`,
  );
}
