/** Which way a call went that is over: each server that was tried, or through which it rang, in words and in order. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Attempt, Leg } from "../../../../shared/model/call.ts";
import type { PastCall } from "../../../../shared/model/past-call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import { nameServer } from "../../format/name-server.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type RouteStep = {
  readonly at: EpochMs;
  readonly sentence: Sentence;
  /** Final SIP code, where one came. */
  readonly code: number | null;
};

export function toCallRoute({ attempts, legs }: PastCall, servers: readonly Server[]): readonly RouteStep[] {
  const tried = attempts.map((attempt) => ({
    at: attempt.atStarted,
    sentence: say(keyOfAttempt(attempt), attempt.serverId, attempt.ms),
    code: attempt.code,
  }));
  const rang = legs.map((leg) => ({
    at: leg.atStarted,
    sentence: say(keyOfLeg(leg), leg.serverId, leg.atEnded === null ? null : leg.atEnded - leg.atStarted),
    code: null,
  }));
  return [...tried, ...rang].sort((a, b) => a.at - b.at);

  function say(key: MessageKey, serverId: Attempt["serverId"], ms: number | null): Sentence {
    const server = nameServer(servers, serverId);
    return { key, params: { server, seconds: Math.round((ms ?? 0) / 100) / 10 } };
  }
}

function keyOfAttempt({ outcome, why }: Attempt): MessageKey {
  switch (outcome) {
    case "answered":
      return "route.answered";
    case "cancelled":
      return "route.givenUp";
    case "pending":
    case "ringing":
    case "carriedOver":
    case "failed":
      return keyOfFailure(why);
    default:
      return assertNever(outcome);
  }
}

function keyOfFailure(why: Attempt["why"]): MessageKey {
  switch (why) {
    case "noResponse":
      return "route.noResponse";
    case "socketClosed":
    case "serverLost":
    case "notConnected":
      return "route.unreachable";
    case "serverUnavailable":
      return "route.tooBusy";
    case "rejected":
    case "hungUp":
    case "media":
    case null:
      return "route.unanswered";
    default:
      return assertNever(why);
  }
}

function keyOfLeg({ outcome }: Leg): MessageKey {
  switch (outcome) {
    case "answered":
      return "route.rangAnswered";
    case "elsewhere":
      return "route.rangElsewhere";
    case "rejected":
      return "route.rangRefused";
    case "ringing":
    case "cancelled":
      return "route.rangStopped";
    default:
      return assertNever(outcome);
  }
}
