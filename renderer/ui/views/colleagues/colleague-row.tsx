/** One colleague: what the line does, by shape and in words, and the handset that calls. */
import type { CallAbilities } from "../../../../shared/model/agent.ts";
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

/** What can be done about a call of theirs, by what the line does. */
const offersIn = { ringing: ["pickUp"], busy: ["listen", "whisper"], idle: [], unknown: [] } as const satisfies Record<
  Colleague["state"],
  readonly (keyof CallAbilities)[]
>;
const offerWords = { pickUp: "colleague.pickUp", listen: "colleague.listen", whisper: "colleague.whisper" } as const;
const offerLabels = {
  pickUp: "colleague.pickUpFrom",
  listen: "colleague.listenTo",
  whisper: "colleague.whisperTo",
} as const;

export type ColleagueRowProps = {
  readonly colleague: Colleague;
  readonly servers: readonly Server[];
  readonly may: CallAbilities;
  /** Null where the administrator put them on the list. */
  readonly onRemove: (() => void) | null;
};

export function ColleagueRow({ colleague, servers, may, onRemove }: ColleagueRowProps) {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const { extension, name, state } = colleague;
  const offers = offersIn[state].filter((offer) => may[offer]);
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
        {offers.length === 0 ? null : (
          <div className="colleague-offers">
            {offers.map((offer) => (
              <Button
                key={offer}
                label={translator.say(offerLabels[offer], { who: name })}
                onPress={() => order({ type: `colleague.${offer}`, extension })}
              >
                {translator.say(offerWords[offer])}
              </Button>
            ))}
          </div>
        )}
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
