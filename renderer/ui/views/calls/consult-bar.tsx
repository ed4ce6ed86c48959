/** What can be done while somebody is asked about a call that waits: hand it over, take it back, or talk together. */
import type { Command } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { Button } from "../../components/button.tsx";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import type { Consult } from "./consult-model.ts";

export type ConsultBarProps = {
  readonly call: Call;
  readonly consult: Consult;
  readonly isSettling: boolean;
  readonly order: (command: Command) => void;
};

export function ConsultBar({ call, consult, isSettling, order }: ConsultBarProps) {
  const translator = useTranslator();
  const { say } = translator;
  const takeBack = () => order({ type: "call.return", callId: call.id });
  const about = <p className="consult-about">{tell(translator, consult.about)}</p>;
  if (consult.kind === "firstGone") return <div className="consult">{about}</div>;
  if (consult.kind === "waiting") {
    return (
      <div className="consult">
        {about}
        <div className="consult-ways">
          <Button look="accent" isSettling={isSettling} onPress={takeBack}>
            {say("consult.return")}
          </Button>
        </div>
      </div>
    );
  }
  const { first, across } = consult;
  const target = across?.target ?? null;
  return (
    <div className="consult" role="group" aria-label={tell(translator, consult.about)}>
      {about}
      {across === null ? null : <p className="consult-about">{tell(translator, across.why)}</p>}
      <div className="consult-ways">
        {target === null ? (
          <Button
            look="accent"
            isUnavailable={!consult.canComplete}
            isSettling={isSettling}
            onPress={() => order({ type: "call.transferAttended", callId: first.id, toCallId: call.id })}
          >
            {say("consult.complete")}
          </Button>
        ) : (
          <Button
            isSettling={isSettling}
            onPress={() => order({ type: "call.transferBlind", callId: first.id, target })}
          >
            {say("consult.blind")}
          </Button>
        )}
        <Button isSettling={isSettling} onPress={takeBack}>
          {say(consult.isAnswered ? "consult.return" : "consult.cancel")}
        </Button>
        <Button
          isUnavailable={!consult.isAnswered}
          isSettling={isSettling}
          onPress={() => order({ type: "call.conference", callIds: [first.id, call.id] })}
        >
          {say("consult.join")}
        </Button>
      </div>
    </div>
  );
}
