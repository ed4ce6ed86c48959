/** Step 2: the microphone, and a test call through each server, so that the first real call is no surprise. */
import { type ReactNode, useId, useState } from "react";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ServerTrial } from "./server-trial.tsx";
import { StepButtons } from "./step-buttons.tsx";

export type TryStepProps = {
  readonly microphone: ReactNode;
  readonly onBack: () => void;
  readonly onDone: () => void;
};

/** Where FreePBX and its kin have their echo test. */
const usualEchoTest = "*43";

export function TryStep({ microphone, onBack, onDone }: TryStepProps) {
  const { say } = useTranslator();
  const id = useId();
  const noteId = useId();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [target, setTarget] = useState(usualEchoTest);
  return (
    <div className="setup-form">
      {microphone}
      <div className="setup-field">
        <label htmlFor={id}>{say("setup.testNumber")}</label>
        <input
          id={id}
          className="text-input setup-input"
          value={target}
          maxLength={64}
          aria-describedby={noteId}
          onChange={(event) => setTarget(event.target.value)}
        />
        <p id={noteId} className="setup-note">
          {say("setup.testNumberNote")}
        </p>
      </div>
      {servers.map((server) => (
        <ServerTrial key={server.id} server={server} target={target.trim()} />
      ))}
      <StepButtons
        back={{ words: say("setup.back"), onPress: onBack }}
        go={{ words: say("setup.done"), onPress: onDone }}
      />
    </div>
  );
}
