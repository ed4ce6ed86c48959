/** What the wire and the log of a seat must not show: a second attempt after ringing, or anything of its secrets. */
import type { HeadlessSeat } from "../../headless/headless-seat.ts";
import { cseqOf, tagOf } from "../../pbx/sip/sip-fields.ts";
import { header } from "../../testbed/sip-message.ts";
import type { Said } from "./chaos-line.ts";
import type { ChaosServer } from "./chaos-server.ts";

/** Invariant 11, exactly: lines note what the seat hears and sends in the order in which it does. */
export function findSecondAttempts(servers: readonly ChaosServer[]): readonly string[] {
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
      if (isAnother && since !== undefined)
        broken.push(`a second attempt of a dial ${(said.at - since).toFixed(1)} ms after its ringing was heard`);
    }
    const { status } = said.message;
    const dial = dialOf.get(callId);
    if (said.way !== "down" || status <= 100 || status >= 200 || dial === undefined || rungAt.has(dial)) continue;
    rungAt.set(dial, said.at);
  }
  return broken;
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
