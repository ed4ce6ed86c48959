/** The first question: whether IT sent a link, or a person knows the account and types it. */
import { useId } from "react";
import { useTranslator } from "../../i18n/translator-context.tsx";

export const ways = ["byLink", "byHand"] as const;
export type Way = (typeof ways)[number];

export type WayChoiceProps = {
  /** Null: nobody has chosen. */
  readonly way: Way | null;
  readonly onChoose: (way: Way) => void;
};

export function WayChoice({ way, onChoose }: WayChoiceProps) {
  const { say } = useTranslator();
  const name = useId();
  return (
    <fieldset className="setup-ways">
      <legend className="unseen">{say("setup.ways")}</legend>
      {ways.map((one) => (
        <label key={one} className="setup-way">
          <input
            type="radio"
            name={name}
            aria-labelledby={`${name}-${one}`}
            aria-describedby={`${name}-${one}-hint`}
            checked={way === one}
            onChange={() => onChoose(one)}
          />
          <span className="setup-way-words">
            <span id={`${name}-${one}`} className="setup-way-name">
              {say(`setup.${one}`)}
            </span>
            <span id={`${name}-${one}-hint`} className="setup-note">
              {say(`setup.${one}Hint`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
