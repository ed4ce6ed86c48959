/** Whether this call is recorded, for how long, and what may be done about it; nothing where nothing may be recorded. */
import type { Command } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import type { RecordingWish } from "../../../../shared/model/recording.ts";
import { chordOf } from "../../../../shared/model/keys.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { RecordingShape } from "../../components/recording-shape.tsx";
import { Timer } from "../../components/timer.tsx";
import { describeRecording } from "../../format/describe-recording.ts";
import { toKeyShortcuts } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type RecordingBarProps = {
  readonly call: Call;
  readonly isSettling: boolean;
  /** The keys are this call's. */
  readonly isInHand: boolean;
  readonly order: (command: Command) => void;
};

const commands = {
  start: "call.record",
  resume: "call.record",
  pause: "call.pauseRecording",
  stop: "call.stopRecording",
} as const satisfies Record<RecordingWish, Command["type"]>;

export function RecordingBar({ call, isSettling, isInHand, order }: RecordingBarProps) {
  const { say } = useTranslator();
  const chord = useSnapshot(({ settings }) => chordOf(settings, "record"));
  const { recording, mayRecord } = call;
  if (call.state === "ended" || (recording === null && mayRecord.length === 0)) return null;
  const isTimed = recording?.state === "on" || recording?.state === "paused";
  return (
    <div className="recording" role="group" aria-label={say("recording.label")}>
      <p className="recording-sign">
        <RecordingShape look={recording?.state ?? "none"} />
        <span>
          {say(describeRecording(recording))} {isTimed ? <Timer from={recording.atSince} to={null} /> : null}
        </span>
      </p>
      {mayRecord.map((wish) => (
        <Button
          key={wish}
          look="quiet"
          keyShortcuts={isInHand && wish !== "stop" ? toKeyShortcuts(chord) : undefined}
          isSettling={isSettling}
          onPress={() => order({ type: commands[wish], callId: call.id })}
        >
          {say(`recording.${wish}`)}
        </Button>
      ))}
    </div>
  );
}
