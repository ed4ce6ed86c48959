/** The numbers of a contact, each of a kind. */
import { NumberKind, type ContactText } from "../../../../shared/model/contact.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { numberInput } from "../../components/number-input.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { addNumber, longest } from "./contact-draft.ts";

export type ContactNumbersProps = {
  readonly contact: ContactText;
  readonly onWrite: (change: Pick<ContactText, "numbers">) => void;
};

export function ContactNumbers({ contact, onWrite }: ContactNumbersProps) {
  const { say } = useTranslator();
  const { numbers } = contact;
  const replace = (at: number, change: Partial<(typeof numbers)[number]>) =>
    onWrite({ numbers: numbers.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  return (
    <div className="contact-numbers">
      {numbers.map(({ kind, number }, index) => (
        <div key={index} className="contact-number">
          <select
            className="select"
            aria-label={say("contact.kind")}
            value={kind}
            onChange={({ target }) => replace(index, { kind: NumberKind.parse(target.value) })}
          >
            {NumberKind.options.map((one) => (
              <option key={one} value={one}>
                {say(`contact.${one}`)}
              </option>
            ))}
          </select>
          <input
            className="text-input"
            {...numberInput}
            maxLength={longest.number}
            aria-label={say("contact.number")}
            value={number}
            onChange={({ target }) => replace(index, { number: target.value })}
          />
          {numbers.length === 1 ? null : (
            <Button
              look="quiet"
              className="button-icon"
              label={number === "" ? say("contact.removeEmpty") : say("contact.removeNumber", { number })}
              onPress={() => onWrite({ numbers: numbers.filter((_one, at) => at !== index) })}
            >
              <Icon name="remove" />
            </Button>
          )}
        </div>
      ))}
      {numbers.length >= longest.numbers ? null : (
        <Button look="quiet" className="contact-add" onPress={() => onWrite(addNumber(contact))}>
          <Icon name="add" />
          <span>{say("contact.addNumber")}</span>
        </Button>
      )}
    </div>
  );
}
