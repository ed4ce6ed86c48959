/** Whether the microphone hears anything, and how one sounds oneself: measured and recorded here, sent nowhere. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { EchoPhase } from "../../../../shared/model/sound-now.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useSoundNow, useSoundWatch } from "../../bridge/use-sound-now.ts";
import { Button } from "../../components/button.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { LevelBar } from "../../components/level-bar.tsx";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function MicrophoneCheck({ onEcho }: { readonly onEcho: () => void }) {
  const { say } = useTranslator();
  const { level, echo } = useSoundNow();
  const isCallUp = useSnapshot(({ calls }) => calls.some((call) => call.state !== "ended"));
  useSoundWatch("settings", true);
  useSpoken(echo === "idle" ? "" : say(toHint(echo)), "quiet");
  return (
    <div className="field">
      <div className="field-line">
        <LevelBar className="field-level" label={say("settings.level")} level={level} />
        <Button className="field-try" isUnavailable={isCallUp || echo !== "idle"} onPress={onEcho}>
          {say("settings.echo")}
        </Button>
      </div>
      <p className="field-hint">{say(toHint(echo))}</p>
    </div>
  );
}

function toHint(echo: EchoPhase): MessageKey {
  switch (echo) {
    case "idle":
      return "settings.echoNote";
    case "recording":
      return "settings.echoRecording";
    case "playing":
      return "settings.echoPlaying";
    default:
      return assertNever(echo);
  }
}
