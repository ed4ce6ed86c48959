/** Somebody is asked before a call is handed over: what the two cards say of it, and what can be done. */
import type { Call } from "../../../../shared/model/call.ts";
import { describeRemote } from "../../format/describe-remote.ts";
import { isUnderWay } from "../../format/describe-transfer.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type Consult =
  /** On the card of whoever is asked, or will be when they answer. */
  | {
      readonly kind: "asking";
      readonly about: Sentence;
      readonly first: Call;
      /** Both talk, on one server, so that it can join them. */
      readonly canComplete: boolean;
      readonly isAnswered: boolean;
      /** Why it cannot, though both talk; then the other ways are offered. */
      readonly across: { readonly why: Sentence; readonly target: string | null } | null;
    }
  /** On the same card, once nobody waits any more. */
  | { readonly kind: "firstGone"; readonly about: Sentence }
  /** On the waiting one's card, once whoever was asked is gone. */
  | { readonly kind: "waiting"; readonly about: Sentence };

export function toConsult(call: Call, calls: readonly Call[]): Consult | null {
  if (call.state === "ended") return null;
  return call.consultOf === null ? toWaiting(call, calls) : toAsking(call, calls);
}

function toAsking(call: Call, calls: readonly Call[]): Consult | null {
  const first = calls.find(({ id }) => id === call.consultOf);
  if (first === undefined) return null;
  const who = nameOf(first);
  if (first.state === "ended") {
    return first.end?.reason === "transferred"
      ? null
      : { kind: "firstGone", about: { key: "consult.firstGone", params: { who } } };
  }
  const isAnswered = call.state === "active";
  const areUp = isAnswered && first.state === "active" && !isUnderWay(first.transfer);
  const isAcross = isAnswered && call.serverId !== first.serverId;
  return {
    kind: "asking",
    about: { key: "consult.about", params: { who } },
    first,
    canComplete: areUp && !isAcross && call.signalling === "ok" && first.signalling === "ok",
    isAnswered,
    across: isAcross ? { why: { key: "consult.across" }, target: call.remote.number } : null,
  };
}

function toWaiting(call: Call, calls: readonly Call[]): Consult | null {
  const asked = calls.findLast(({ consultOf }) => consultOf === call.id);
  if (asked === undefined || asked.state !== "ended" || !call.held || isUnderWay(call.transfer)) return null;
  return { kind: "waiting", about: { key: "consult.waiting", params: { who: nameOf(call) } } };
}

function nameOf({ remote }: Call): string {
  return describeRemote(remote).title ?? "…";
}
