/** What is left to do after a call: say what came of it, note something, and be ready again; it never takes a call's place. */
import { useEffect, useId, useRef } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { WrapUp, WrapUpNow } from "../../../../shared/model/wrap-up.ts";
import { formatTimeLeft } from "../../../../shared/i18n/format-time-left.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { PartyLine } from "../../components/party-line.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useNow } from "../../components/use-now.ts";
import { useSettling } from "../../components/use-settling.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { CallNote } from "./call-note.tsx";
import { toWrapUpShown } from "./wrap-up-model.ts";
import { WrapUpReasons } from "./wrap-up-reasons.tsx";

export type WrapUpCardProps = {
  readonly reasons: WrapUp["reasons"];
  readonly now: WrapUpNow;
  readonly call: Call | null;
  /** Counted from the top of the list. */
  readonly place: number;
};

export function WrapUpCard({ reasons, now, call, place }: WrapUpCardProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const titleId = useId();
  // It stands where the call's own card stood, so a press meant for that one is not taken.
  const isSettling = useSettling(place + 1);
  const keys = useFocusWhereNoneIs();
  const { callId, atSince, atUntil, mayExtend } = now;
  const shown = toWrapUpShown(now, call);
  const title = typeof shown.title === "string" ? shown.title : tell(translator, shown.title);

  return (
    <article
      className={`card card-wrap-up ${shown.isAsking ? "card-troubled" : ""}`}
      aria-label={say("wrapUp.label")}
      aria-describedby={titleId}
    >
      <div className="card-line">
        <h2 id={titleId} className="card-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
        {atUntil === null ? null : <TimeLeft from={atSince} until={atUntil} />}
      </div>
      {shown.remote === null ? null : <PartyLine remote={shown.remote} />}
      <p className="card-state">{tell(translator, shown.state)}</p>
      {now.waiting.length === 0 ? null : (
        <p className="card-about">{say("wrapUp.more", { count: now.waiting.length })}</p>
      )}
      {call === null ? null : (
        <>
          {reasons.length === 0 ? null : (
            <WrapUpReasons
              reasons={reasons}
              chosenId={call.wrapUp?.id ?? null}
              isSettling={isSettling}
              onChoose={(reasonId) => order({ type: "call.wrapUp", callId, reasonId })}
              keys={keys}
            />
          )}
          <CallNote call={call} order={order} />
        </>
      )}
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
      {shown.isAsking ? null : (
        <div className="wrap-up-presses">
          {mayExtend ? (
            <Button look="quiet" isSettling={isSettling} onPress={() => order({ type: "wrapUp.extend" })}>
              {say("wrapUp.extend")}
            </Button>
          ) : null}
          <Button look="accent" isSettling={isSettling} onPress={() => order({ type: "wrapUp.done" })}>
            {say("wrapUp.done")}
          </Button>
        </div>
      )}
    </article>
  );
}

/** In words, and as a bar that empties; a screen reader reads it when asked, never each second. */
function TimeLeft({ from, until }: { readonly from: EpochMs; readonly until: EpochMs }) {
  const { say } = useTranslator();
  const now = useNow(true, until);
  const leftMs = Math.max(0, until - now);
  const part = until <= from ? 0 : Math.min(1, leftMs / (until - from));
  return (
    <>
      <span className="timer wrap-up-left" role="timer" aria-live="off">
        {say("wrapUp.left", { left: formatTimeLeft(leftMs) })}
      </span>
      <span className="wrap-up-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${part})` }} />
      </span>
    </>
  );
}

/** Whoever pressed Hang up on the card that went goes on with the keys; whoever types elsewhere is left alone. */
function useFocusWhereNoneIs() {
  const keys = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) keys.current?.focus({ preventScroll: true });
  }, []);
  return keys;
}
