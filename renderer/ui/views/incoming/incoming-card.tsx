/** One call that rings: who, through what, Answer and Decline; it never takes the focus. */
import { useId } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useChordOf } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { PartyLine } from "../../components/party-line.tsx";
import { QueueMark } from "../../components/queue-mark.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSettling } from "../../components/use-settling.ts";
import { Timer } from "../../components/timer.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeRemote, withheld } from "../../format/describe-remote.ts";
import { nameKeys, toKeyShortcuts } from "../../format/name-keys.ts";
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
  const chord = useChordOf("answer");
  const isReturn = call.rescueOf !== null;
  const isAnsweredByItself = call.atAutoAnswer !== null;
  // The small card has one line for number, queue and server.
  const plain = call.queue === null ? "incoming.via" : "call.via";
  const via = isReturn ? "incoming.viaReturning" : isAnsweredByItself ? "incoming.viaByItself" : plain;

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
        <QueueMark queue={call.queue} />
        <span className="card-via">{say(via, { server: nameServer(servers, call.serverId) })}</span>
      </p>
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
      <div className="card-controls" role="group" aria-label={say("controls.label")}>
        <Button
          look={isFirst ? "go" : "plain"}
          className="incoming-answer"
          isSettling={isSettling}
          keyShortcuts={isFirst ? toKeyShortcuts(chord) : undefined}
          onPress={answer}
        >
          <Icon name="call" />
          <span>{say("incoming.answer")}</span>
          {isFirst && chord !== null ? <kbd>{nameKeys(translator, chord)}</kbd> : null}
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
