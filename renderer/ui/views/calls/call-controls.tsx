/** What can be pressed in a call; every control keeps its place from the dial to the end. */
import type { Command } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { chordOf } from "../../../../shared/model/keys.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { toKeyShortcuts } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import type { CallCard } from "./call-card-model.ts";
import { MuteAndHold } from "./mute-and-hold.tsx";

export type CallControlsProps = {
  readonly call: Call;
  readonly card: CallCard;
  readonly isSettling: boolean;
  /** The keys are this call's. */
  readonly isInHand: boolean;
  readonly isTransferOpen: boolean;
  readonly onTransfer: () => void;
  readonly isKeypadOpen: boolean;
  readonly onKeypad: () => void;
  readonly order: (command: Command) => void;
};

export function CallControls({ call, card, isSettling, order, ...panels }: CallControlsProps) {
  const { say } = useTranslator();
  const callId = call.id;
  const chords = useSnapshot(({ settings }) => ({
    mute: chordOf(settings, "mute"),
    hold: chordOf(settings, "hold"),
    transfer: chordOf(settings, "transfer"),
    keypad: chordOf(settings, "keypad"),
    hangUp: chordOf(settings, "hangUp"),
  }));
  const keysOf = (action: keyof typeof chords) => (panels.isInHand ? toKeyShortcuts(chords[action]) : undefined);
  return (
    <div className="card-controls" role="group" aria-label={say("controls.label")}>
      <MuteAndHold
        callId={callId}
        isMuted={call.muted}
        isHeld={call.held}
        canMute={card.canTalk}
        canHold={card.canHold}
        isSettling={isSettling}
        keys={{ mute: keysOf("mute"), hold: keysOf("hold") }}
        order={order}
      />
      <Button
        className="button-control"
        isExpanded={panels.isTransferOpen && card.canTransfer}
        isUnavailable={!card.canTransfer}
        keyShortcuts={keysOf("transfer")}
        isSettling={isSettling}
        onPress={panels.onTransfer}
      >
        <Icon name="transfer" />
        <span>{say("controls.transfer")}</span>
      </Button>
      <Button
        className="button-control"
        isExpanded={panels.isKeypadOpen && card.canSendDigits}
        isUnavailable={!card.canSendDigits}
        keyShortcuts={keysOf("keypad")}
        isSettling={isSettling}
        onPress={panels.onKeypad}
      >
        <Icon name="keypad" />
        <span>{say("controls.keypad")}</span>
      </Button>
      <Button
        look="stop"
        className="button-control card-hang-up"
        keyShortcuts={keysOf("hangUp")}
        isSettling={isSettling}
        onPress={() => order({ type: "call.hangUp", callId })}
      >
        <Icon name="hangUp" />
        <span>{say("controls.hangUp")}</span>
      </Button>
    </div>
  );
}
