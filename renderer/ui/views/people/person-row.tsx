/** One person: the name, the company, and a handset beside each number. */
import { toKnownParty, type Person } from "../../../../shared/model/contact.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { WatchedLine } from "./watched-line.tsx";

export type PersonRowProps = {
  readonly person: Person;
  /** Null where it is not the operator's to change. */
  readonly onChange: (() => void) | null;
};

export function PersonRow({ person, onChange }: PersonRowProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, order } = useCommand();
  const { name: who, company } = toKnownParty(person);
  return (
    <div className="person-row">
      <div className="person-head">
        {onChange === null ? (
          <p className="person-who" title={who}>
            <bdi>{who}</bdi>
          </p>
        ) : (
          <button
            type="button"
            className="person-who person-change"
            title={say("people.change", { who })}
            aria-label={say("people.change", { who })}
            onClick={onChange}
          >
            <bdi>{who}</bdi>
          </button>
        )}
        {company === "" ? null : (
          <bdi className="person-company" title={company}>
            {company}
          </bdi>
        )}
      </div>
      {person.numbers.map(({ kind, number }) => (
        <div key={`${kind} ${number}`} className="person-number">
          <span className="person-kind">{say(`contact.${kind}`)}</span>
          <bdi className="person-digits" title={number}>
            {number}
          </bdi>
          <WatchedLine number={number} />
          <Button
            look="quiet"
            className="button-icon"
            label={say("people.callNumber", { who, number })}
            title={say("people.callNumber", { who, number })}
            onPress={() => order({ type: "call.dial", target: number })}
          >
            <Icon name="call" />
          </Button>
        </div>
      ))}
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </div>
  );
}
