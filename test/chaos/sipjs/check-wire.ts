/** What the wire and the log of a seat must not show: a second attempt after ringing, or anything of its secrets. */
import type { HeadlessSeat } from "../../headless/headless-seat.ts";
import { cseqOf, tagOf } from "../../pbx/sip/sip-fields.ts";
import { header } from "../../testbed/sip-message.ts";
import type { Said } from "./chaos-line.ts";
import type { ChaosServer } from "./chaos-server.ts";

/** The phone's Events bear the wall clock's time, what passed the monotonic one's; they differ by less, ms. */
const clocksDifferMs = 10;

/**
 * Invariant 11. A dial that was moved on is judged by what had been heard when that was decided: its next INVITE leaves
 * once the offer is made, and a ringing that is heard in between comes too late.
 */
export function findSecondAttempts(seat: HeadlessSeat, servers: readonly ChaosServer[]): readonly string[] {
  const all = servers.flatMap(({ line }) => line.said).toSorted((a, b) => a.at - b.at);
  const dialOf = new Map<string, string>();
  const rungAt = new Map<string, number>();
  const broken: string[] = [];
  for (const said of all) {
    const callId = header(said.message, "Call-ID");
    if (isInitialInvite(said)) {
      const dial = header(said.message, "X-Call-Attempt-ID");
      const isAnother = !dialOf.has(callId);
      dialOf.set(callId, dial);
      const since = rungAt.get(dial);
      const lateMs = decidedAt(seat, dial, said.at) - (since ?? Infinity);
      if (isAnother && lateMs > clocksDifferMs)
        broken.push(`a second attempt of a dial ${Math.round(lateMs)} ms after its ringing was heard`);
    }
    const { status } = said.message;
    const dial = dialOf.get(callId);
    if (said.way !== "down" || status <= 100 || status >= 200 || dial === undefined || rungAt.has(dial)) continue;
    rungAt.set(dial, said.at);
  }
  return broken;
}

/** When the dial was moved on to the INVITE that left at that instant, monotonic ms. */
function decidedAt(seat: HeadlessSeat, dial: string, atSent: number): number {
  const moves = seat.events.flatMap((event) =>
    event.type === "call.carriedOver" && event.call.attemptId === dial ? [event.at - performance.timeOrigin] : [],
  );
  return moves.findLast((at) => at <= atSent + clocksDifferMs) ?? atSent;
}

function isInitialInvite({ way, message }: Said): boolean {
  if (way !== "up" || message.method !== "INVITE" || tagOf(header(message, "To")) !== null) return false;
  return header(message, "X-Call-Attempt-ID") !== "";
}

/** The dials whose answer from this server reached the seat: only these is it to blame for. */
export function heardAnswers({ line }: ChaosServer): ReadonlySet<string> {
  const dialOf = new Map(
    line.said.filter(isInitialInvite).map(({ message }) => [header(message, "Call-ID"), attemptOf(message)]),
  );
  const answered = line.said.filter(
    ({ way, message }) => way === "down" && message.status === 200 && cseqOf(message).method === "INVITE",
  );
  return new Set(answered.map(({ message }) => dialOf.get(header(message, "Call-ID")) ?? ""));
}

const attemptOf = (message: Said["message"]): string => header(message, "X-Call-Attempt-ID");

/** Invariant 28. */
export function findSecrets(seat: HeadlessSeat, servers: readonly ChaosServer[], password: string): readonly string[] {
  const digests = servers.flatMap(({ line }) =>
    line.said.flatMap(({ text }) => /\bresponse="?([0-9a-f]{32})/.exec(text)?.[1] ?? []),
  );
  const secrets = [password, ...new Set(digests)];
  const leak = seat.lines.find(({ text }) => secrets.some((secret) => text.includes(secret)));
  return leak === undefined ? [] : [`a secret in the log: ${leak.scope}, ${leak.level}`];
}
