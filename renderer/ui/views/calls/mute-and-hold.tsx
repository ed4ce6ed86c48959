/** The first two controls of every card, of one call or of a conference. */
import type { Command } from "../../../../shared/contract/command.ts";
import type { CallId } from "../../../../shared/model/ids.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type MuteAndHoldProps = {
  readonly callId: CallId;
  readonly isMuted: boolean;
  readonly isHeld: boolean;
  readonly canMute: boolean;
  readonly canHold: boolean;
  readonly isSettling: boolean;
  /** For `aria-keyshortcuts`, where the keys are this card's. */
  readonly keys?: { readonly mute: string | undefined; readonly hold: string | undefined };
  readonly order: (command: Command) => void;
};

export function MuteAndHold({ callId, isMuted, isHeld, canMute, canHold, isSettling, keys, order }: MuteAndHoldProps) {
  const { say } = useTranslator();
  return (
    <>
      <Button
        className="button-control"
        isPressed={isMuted}
        isUnavailable={!canMute}
        keyShortcuts={keys?.mute}
        isSettling={isSettling}
        onPress={() => order({ type: isMuted ? "call.unmute" : "call.mute", callId })}
      >
        <Icon name={isMuted ? "microphoneOff" : "microphone"} />
        <span>{say("controls.mute")}</span>
      </Button>
      <Button
        className="button-control"
        isPressed={isHeld}
        isUnavailable={!canHold}
        keyShortcuts={keys?.hold}
        isSettling={isSettling}
        onPress={() => order({ type: isHeld ? "call.resume" : "call.hold", callId })}
      >
        <Icon name="hold" />
        <span>{say("controls.hold")}</span>
      </Button>
    </>
  );
}
