/** One call in hand: who, how long, in what state, and its controls, with hang-up apart from the rest. */
import { useCallback, useEffect, useId, useRef, useState } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import { useDeed } from "../../bridge/deeds.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { PartyLine } from "../../components/party-line.tsx";
import { QueueMark } from "../../components/queue-mark.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { Timer } from "../../components/timer.tsx";
import { useDisclosure } from "../../components/use-disclosure.ts";
import { useMoment } from "../../components/use-moment.ts";
import { useSettling } from "../../components/use-settling.ts";
import { describeFailure } from "../../format/describe-failure.ts";
import { findMutedSpeech } from "../../format/muted-speech.ts";
import { withheld } from "../../format/describe-remote.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { CallControls } from "./call-controls.tsx";
import { ConsultBar } from "./consult-bar.tsx";
import { TransferPanel } from "./transfer-panel.tsx";
import { CallNote } from "./call-note.tsx";
import { SoundFigures, SoundMarks } from "./call-sound.tsx";
import { toCallCard } from "./call-card-model.ts";
import { Keypad } from "./keypad.tsx";
import { useQualitySamples } from "./quality-samples.ts";
import { RecordingBar } from "./recording-bar.tsx";
import { RescueButton } from "./rescue-button.tsx";

export type CallCardProps = {
  readonly call: Call;
  readonly snapshot: Pick<Snapshot, "calls" | "servers" | "nextCall">;
  /** Counted from the top of the list. */
  readonly place: number;
  readonly isFirstRescue: boolean;
  /** The keys are this call's. */
  readonly isInHand: boolean;
};

export function CallCard({ call, snapshot, place, isFirstRescue, isInHand }: CallCardProps) {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const giving = useCommand();
  const [open, setOpen] = useState<"keypad" | "transfer" | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const toggle = (panel: "keypad" | "transfer") => setOpen(open === panel ? null : panel);
  const [isReasonOpen, setReasonOpen] = useState(false);
  const frame = useFocusAfterAnswer(call);
  const titleId = useId();
  const { isTold: isSpeakingMuted } = useMoment(
    (now) => findMutedSpeech([call], now),
    (speech) => speech.atNextChange,
  );
  const card = toCallCard(call, snapshot, isSpeakingMuted);
  const samples = useQualitySamples(call.quality);
  const sound = useDisclosure();
  const isSettling = useSettling(place);
  const joins = card.joins;
  useDeed("transfer", isInHand && card.canTransfer ? () => toggle("transfer") : null);
  useDeed("keypad", isInHand && card.canSendDigits ? () => toggle("keypad") : null);
  const title = card.remote.title ?? tell(translator, withheld);
  const via = translator.say("call.via", { server: card.serverName });

  return (
    <article
      ref={frame}
      tabIndex={-1}
      className={`card card-${call.state} ${call.held ? "card-held" : ""} ${card.isTroubled ? "card-troubled" : ""}`}
      aria-labelledby={titleId}
    >
      <div className="card-line">
        <h2 id={titleId} className="card-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
        {card.timer === null ? null : <Timer from={card.timer.from} to={card.timer.to} />}
      </div>
      <p className="card-about">
        {card.remote.number === null ? null : (
          <>
            <bdi className="card-number">{card.remote.number}</bdi>
            <span aria-hidden="true">·</span>
          </>
        )}
        <QueueMark queue={call.queue} />
        {card.carryOver === null ? (
          <span className="card-via">{via}</span>
        ) : (
          <button
            type="button"
            className="card-via card-via-why"
            aria-expanded={isReasonOpen}
            title={tell(translator, card.carryOver)}
            onClick={() => setReasonOpen(!isReasonOpen)}
          >
            {via}
          </button>
        )}
      </p>
      <PartyLine remote={card.remote} />
      <div className="card-line">
        <p className="card-state" title={card.code === null ? undefined : `SIP ${card.code}`}>
          {tell(translator, card.state)}
        </p>
        {joins === null ? null : (
          <button
            type="button"
            className="link-button card-join"
            onClick={() => {
              if (!isSettling) order({ type: "call.conference", callIds: [...joins] });
            }}
          >
            {translator.say("conference.join")}
          </button>
        )}
        <SoundMarks call={call} quality={card.quality} panel={sound} />
      </div>
      {card.canHangUp ? (
        <CallControls
          call={call}
          card={card}
          isSettling={isSettling}
          isInHand={isInHand}
          isTransferOpen={open === "transfer"}
          onTransfer={() => toggle("transfer")}
          isKeypadOpen={open === "keypad"}
          onKeypad={() => toggle("keypad")}
          order={order}
        />
      ) : null}
      <RecordingBar call={call} isSettling={isSettling} isInHand={isInHand} order={order} />
      {open === "transfer" && card.canTransfer ? (
        <TransferPanel call={call} onClose={close} send={giving.send} />
      ) : null}
      {card.consult === null ? null : (
        <ConsultBar call={call} consult={card.consult} isSettling={isSettling} order={order} />
      )}
      {card.canNote ? <CallNote call={call} order={order} /> : null}
      {card.rescue === null ? null : (
        <RescueButton call={call} through={card.rescue.through} isFirst={isFirstRescue} frame={frame} order={order} />
      )}
      {card.transferFailure === null ? null : <p className="card-note">{tell(translator, card.transferFailure)}</p>}
      {card.note === null ? null : <p className="card-note">{tell(translator, card.note)}</p>}
      {card.quality?.isPoor === true && !sound.isOpen ? (
        <p className="card-note">{tell(translator, card.quality.sentence)}</p>
      ) : null}
      {card.carryOver !== null && isReasonOpen ? <p className="card-note">{tell(translator, card.carryOver)}</p> : null}
      {failure === null ? null : <Refusal className="card-note" text={describeFailure(translator, failure)} />}
      {sound.isOpen && card.quality !== null && call.quality !== null ? (
        <SoundFigures quality={call.quality} look={card.quality} samples={samples} panel={sound} />
      ) : null}
      {open === "keypad" && card.canSendDigits ? (
        <Keypad onClose={close} onDigit={(digit) => order({ type: "call.sendDtmf", callId: call.id, digits: digit })} />
      ) : null}
    </article>
  );
}

/**
 * An answered call's card takes the focus its Answer button lost, on the card and not on a control, so that a second
 * Enter presses nothing.
 */
function useFocusAfterAnswer(call: Call) {
  const frame = useRef<HTMLElement>(null);
  const isAnsweredHere = call.direction === "incoming" && call.state === "active";
  useEffect(() => {
    if (isAnsweredHere && document.activeElement === document.body) frame.current?.focus();
  }, [isAnsweredHere]);
  return frame;
}
