/** One call that rings: who, through what, Answer and Decline; it never takes the focus. */
import { useId } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { PartyLine } from "../../components/party-line.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useChord } from "../../components/use-chord.ts";
import { useSettling } from "../../components/use-settling.ts";
import { Timer } from "../../components/timer.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeRemote, withheld } from "../../format/describe-remote.ts";
import { nameServer } from "../../format/name-server.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type IncomingCardProps = {
  readonly call: Call;
  readonly servers: readonly Server[];
  /** Counted from the foot of the window; the chord answers the first. */
  readonly place: number;
};

export function IncomingCard({ call, servers, place }: IncomingCardProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const titleId = useId();
  // Even the first one came over something that was there a moment ago.
  const isSettling = useSettling(place + 1);
  const remote = describeRemote(call.remote);
  const title = remote.title ?? tell(translator, withheld);
  const answer = () => order({ type: "call.answer", callId: call.id });
  const isFirst = place === 0;
  useChord("a", isFirst ? answer : null);
  // Whoever was about to call back only has to answer.
  const isReturn = call.rescueOf !== null;
  useChord("r", isReturn ? answer : null);
  const isAnsweredByItself = call.atAutoAnswer !== null;
  const via = isReturn ? "incoming.viaReturning" : isAnsweredByItself ? "incoming.viaByItself" : "incoming.via";

  return (
    <article className="card card-incoming" aria-labelledby={titleId}>
      <div className="card-line">
        <h2 id={titleId} className="card-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
        <PartyLine remote={remote} />
        {isReturn && call.atFirstAnswered !== null ? <Timer from={call.atFirstAnswered} to={null} /> : null}
      </div>
      <p className="card-about">
        {remote.number === null ? null : (
          <>
            <bdi className="card-number">{remote.number}</bdi>
            <span aria-hidden="true">·</span>
          </>
        )}
        <span className="card-via">{say(via, { server: nameServer(servers, call.serverId) })}</span>
      </p>
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
      <div className="card-controls" role="group" aria-label={say("controls.label")}>
        <Button
          look="go"
          className="incoming-answer"
          isSettling={isSettling}
          keyShortcuts={isFirst ? "Control+Shift+A" : undefined}
          onPress={answer}
        >
          <Icon name="call" />
          <span>{say("incoming.answer")}</span>
          {isFirst ? <kbd>{say("chord.answer")}</kbd> : null}
        </Button>
        <Button
          className="incoming-decline"
          isSettling={isSettling}
          onPress={() => order({ type: "call.reject", callId: call.id })}
        >
          {say("incoming.decline")}
        </Button>
      </div>
    </article>
  );
}
