/** Several calls that are one conversation: one card, one line for each party, and one end for all. */
import { useCallback, useId, useState } from "react";
import { withheld } from "../../format/describe-remote.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import { useDeed } from "../../bridge/deeds.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { Icon } from "../../components/icon.tsx";
import { Timer } from "../../components/timer.tsx";
import { useDisclosure } from "../../components/use-disclosure.ts";
import { useMoment } from "../../components/use-moment.ts";
import { useSettling } from "../../components/use-settling.ts";
import { findMutedSpeech } from "../../format/muted-speech.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { SoundFigures, SoundMarks } from "./call-sound.tsx";
import { Keypad } from "./keypad.tsx";
import { useQualitySamples } from "./quality-samples.ts";
import { RecordingBar } from "./recording-bar.tsx";
import { MuteAndHold } from "./mute-and-hold.tsx";
import { toConferenceCard, toTitle, type ConferenceParty } from "./conference-model.ts";

export type ConferenceCardProps = {
  readonly members: readonly Call[];
  readonly snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">;
  /** Counted from the top of the list. */
  readonly place: number;
  /** The keys are this conversation's. */
  readonly isInHand: boolean;
};

export function ConferenceCard({ members, snapshot, place, isInHand }: ConferenceCardProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const titleId = useId();
  const isSettling = useSettling(place);
  const { isTold: isSpeakingMuted } = useMoment(
    (now) => findMutedSpeech(members, now),
    (speech) => speech.atNextChange,
  );
  const card = toConferenceCard(members, snapshot, isSpeakingMuted);
  const { worst } = card;
  const samples = useQualitySamples(worst?.quality ?? null);
  const sound = useDisclosure();
  const [isKeypadOpen, setKeypadOpen] = useState(false);
  const closeKeypad = useCallback(() => setKeypadOpen(false), []);
  const toggleKeypad = () => setKeypadOpen(!isKeypadOpen);
  const canTone = card.toned.length > 0;
  useDeed("keypad", isInHand && canTone ? toggleKeypad : null);
  const nameOf = ({ name }: ConferenceParty) => name ?? tell(translator, withheld);
  const title = tell(translator, toTitle(card.parties.map(nameOf)));
  const [first, second] = members;
  if (first === undefined) return null;
  const whole = first.id;

  return (
    <article
      tabIndex={-1}
      className={`card card-active card-conference ${card.isHeld ? "card-held" : ""} ${card.isTroubled ? "card-troubled" : ""}`}
      aria-labelledby={titleId}
    >
      <div className="card-line">
        <h2 id={titleId} className="card-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
        {card.from === null ? null : <Timer from={card.from} to={null} />}
      </div>
      <div className="card-line">
        <p className="card-state">{tell(translator, card.state)}</p>
        <SoundMarks call={worst?.call ?? first} quality={worst?.look ?? null} panel={sound} />
      </div>
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
          className="button-control"
          isExpanded={isKeypadOpen && canTone}
          isUnavailable={!canTone}
          isSettling={isSettling}
          onPress={toggleKeypad}
        >
          <Icon name="keypad" />
          <span>{say("controls.keypad")}</span>
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
      {sound.isOpen && worst !== null ? (
        <SoundFigures quality={worst.quality} look={worst.look} samples={samples} panel={sound} />
      ) : null}
      {isKeypadOpen && canTone ? (
        <Keypad
          onClose={closeKeypad}
          onDigit={(digits) => {
            for (const { id } of card.toned) order({ type: "call.sendDtmf", callId: id, digits });
          }}
        />
      ) : null}
    </article>
  );
}
