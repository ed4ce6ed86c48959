/** One colleague: what the line does, by shape and in words, and the handset that calls. */
import type { Colleague } from "../../../../shared/model/colleague.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { LineShape } from "../../components/line-shape.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { describeLine } from "../../format/describe-line.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type ColleagueRowProps = {
  readonly colleague: Colleague;
  readonly servers: readonly Server[];
  /** Null where the administrator put them on the list. */
  readonly onRemove: (() => void) | null;
};

export function ColleagueRow({ colleague, servers, onRemove }: ColleagueRowProps) {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const { extension, name, state } = colleague;
  const callWords = translator.say("recent.callAgain", { who: name });
  const removeWords = translator.say("colleagues.remove", { who: name });
  return (
    <li className={`colleague colleague-${state}`}>
      <LineShape state={state} />
      <div className="colleague-text">
        <p className="colleague-who" title={name}>
          <bdi>{name}</bdi>
          <bdi className="colleague-extension" title={extension}>
            {extension}
          </bdi>
        </p>
        <p className="colleague-line">{tell(translator, describeLine(colleague, servers))}</p>
        {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      </div>
      {onRemove === null ? null : (
        <Button look="quiet" className="button-icon" label={removeWords} title={removeWords} onPress={onRemove}>
          <Icon name="remove" />
        </Button>
      )}
      <Button
        look="quiet"
        className="button-icon"
        label={callWords}
        title={callWords}
        onPress={() => order({ type: "call.dial", target: extension })}
      >
        <Icon name="call" />
      </Button>
    </li>
  );
}
