/** What can be pressed in a call; every control keeps its place from the dial to the end. */
import type { Command } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import type { CallCard } from "./call-card-model.ts";
import { MuteAndHold } from "./mute-and-hold.tsx";

export type CallControlsProps = {
  readonly call: Call;
  readonly card: CallCard;
  readonly isSettling: boolean;
  /** The chord that opens "to whom?" is this call's. */
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
  return (
    <div className="card-controls" role="group" aria-label={say("controls.label")}>
      <MuteAndHold
        callId={callId}
        isMuted={call.muted}
        isHeld={call.held}
        canMute={card.canTalk}
        canHold={card.canHold}
        isSettling={isSettling}
        order={order}
      />
      <Button
        className="button-control"
        isExpanded={panels.isTransferOpen && card.canTransfer}
        isUnavailable={!card.canTransfer}
        keyShortcuts={panels.isInHand ? "Control+Shift+X" : undefined}
        isSettling={isSettling}
        onPress={panels.onTransfer}
      >
        <Icon name="transfer" />
        <span>{say("controls.transfer")}</span>
      </Button>
      <Button
        className="button-control"
        isExpanded={panels.isKeypadOpen && card.canTalk}
        isUnavailable={!card.canTalk}
        isSettling={isSettling}
        onPress={panels.onKeypad}
      >
        <Icon name="keypad" />
        <span>{say("controls.keypad")}</span>
      </Button>
      <Button
        look="stop"
        className="button-control card-hang-up"
        isSettling={isSettling}
        onPress={() => order({ type: "call.hangUp", callId })}
      >
        <Icon name="hangUp" />
        <span>{say("controls.hangUp")}</span>
      </Button>
    </div>
  );
}
