/** Several calls that are one conversation: one card, one line for each party, and one end for all. */
import { useId } from "react";
import { withheld } from "../../format/describe-remote.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { Icon } from "../../components/icon.tsx";
import { Timer } from "../../components/timer.tsx";
import { useSettling } from "../../components/use-settling.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { RecordingBar } from "./recording-bar.tsx";
import { MuteAndHold } from "./mute-and-hold.tsx";
import { toConferenceCard, toTitle, type ConferenceParty } from "./conference-model.ts";

export type ConferenceCardProps = {
  readonly members: readonly Call[];
  readonly snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">;
  /** Counted from the top of the list. */
  readonly place: number;
};

export function ConferenceCard({ members, snapshot, place }: ConferenceCardProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const titleId = useId();
  const isSettling = useSettling(place);
  const card = toConferenceCard(members, snapshot);
  const nameOf = ({ name }: ConferenceParty) => name ?? tell(translator, withheld);
  const title = tell(translator, toTitle(card.parties.map(nameOf)));
  const [first, second] = members;
  const whole = first?.id;
  if (whole === undefined) return null;

  return (
    <article
      tabIndex={-1}
      className={`card card-active card-conference ${card.isHeld ? "card-held" : ""}`}
      aria-labelledby={titleId}
    >
      <div className="card-line">
        <h2 id={titleId} className="card-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
        {card.from === null ? null : <Timer from={card.from} to={null} />}
      </div>
      <p className="card-state">{tell(translator, card.state)}</p>
      <ul className="parties">
        {card.parties.map((party) => (
          <li key={party.call.id} className="party">
            <span className="party-name">
              <bdi>{nameOf(party)}</bdi>
              <span className="party-about">
                {party.note === null ? say("call.via", { server: party.serverName }) : tell(translator, party.note)}
              </span>
            </span>
            <Button
              label={say("conference.aloneWith", { who: nameOf(party) })}
              isUnavailable={!party.canTalk}
              isSettling={isSettling}
              onPress={() => order({ type: "call.split", callId: party.call.id })}
            >
              {say("conference.alone")}
            </Button>
            <Button
              label={say("conference.dropWho", { who: nameOf(party) })}
              isSettling={isSettling}
              onPress={() => order({ type: "call.hangUp", callId: party.call.id })}
            >
              {say("conference.drop")}
            </Button>
            <RecordingBar call={party.call} isSettling={isSettling} isInHand={false} order={order} />
          </li>
        ))}
      </ul>
      <div className="card-controls" role="group" aria-label={say("controls.label")}>
        <MuteAndHold
          callId={whole}
          isMuted={card.isMuted}
          isHeld={card.isHeld}
          canMute
          canHold={card.canHold}
          isSettling={isSettling}
          order={order}
        />
        <Button
          className="button-control"
          isUnavailable={!card.canLeave}
          isSettling={isSettling}
          title={card.whyNotLeave === null ? say("conference.leaveMeaning") : tell(translator, card.whyNotLeave)}
          onPress={() => {
            if (second !== undefined) order({ type: "call.transferAttended", callId: whole, toCallId: second.id });
          }}
        >
          <Icon name="transfer" />
          <span>{say("conference.leave")}</span>
        </Button>
        <Button
          look="stop"
          className="button-control card-hang-up"
          isSettling={isSettling}
          onPress={() => {
            for (const { id } of members) order({ type: "call.hangUp", callId: id });
          }}
        >
          <Icon name="hangUp" />
          <span>{say("conference.hangUpAll")}</span>
        </Button>
      </div>
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
    </article>
  );
}
