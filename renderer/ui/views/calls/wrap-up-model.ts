/** The work after a call as its card shows it: whom the call was with, what is asked, and which reasons are to choose from. */
import { foldText } from "../../../../shared/lib/fold-text.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { WrapUpNow } from "../../../../shared/model/wrap-up.ts";
import type { WrapUpReason } from "../../../../shared/model/wrap-up-policy.ts";
import { describeRemote, type RemoteText, withheld } from "../../format/describe-remote.ts";
import type { Sentence } from "../../i18n/sentence.ts";

/** So many have a digit each; more are looked for by typing. */
export const mostByDigit = 10;

export type WrapUpShown = {
  readonly remote: RemoteText | null;
  readonly title: Sentence | string;
  readonly state: Sentence;
  readonly isAsking: boolean;
};

/** @param call null where an engine that died knew it, and this one does not. */
export function toWrapUpShown({ isReasonMissing, atUntil }: WrapUpNow, call: Call | null): WrapUpShown {
  const remote = call === null ? null : describeRemote(call.remote);
  const isAsking = isReasonMissing && atUntil === null;
  return {
    remote,
    title: remote === null ? { key: "wrapUp.label" } : (remote.title ?? withheld),
    state: { key: isReasonMissing ? "wrapUp.missing" : "wrapUp.label" },
    isAsking,
  };
}

/** The digit that chooses what stands there, counted from 0; null: none. */
export function digitOf(place: number, count: number): string | null {
  return count > mostByDigit || place >= mostByDigit ? null : String((place + 1) % 10);
}

/** @returns those whose name holds every word that was typed, in the document's order. */
export function findReasons(reasons: readonly WrapUpReason[], typed: string): readonly WrapUpReason[] {
  const needles = foldText(typed)
    .split(/\s+/u)
    .filter((word) => word !== "");
  return reasons.filter(({ name }) => {
    const folded = foldText(name);
    return needles.every((needle) => folded.includes(needle));
  });
}
