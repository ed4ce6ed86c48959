/** One rule: a switch, and the number it sends to. Nothing is sent anywhere before both are there. */
import { useEffect, useId, useRef, useState } from "react";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import { isFeatureCode } from "../../../../shared/model/dial-target.ts";
import type { ForwardingRule } from "../../../../shared/model/forwarding.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { numberInput } from "../../components/number-input.ts";
import { Refusal } from "../../components/refusal.tsx";
import { checkTarget } from "../../format/check-target.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type ForwardingRuleFieldProps = {
  readonly label: string;
  readonly note?: string;
  readonly rule: ForwardingRule;
  readonly onChange: (rule: ForwardingRule) => void;
};

export function ForwardingRuleField({ label, note, rule, onChange }: ForwardingRuleFieldProps) {
  const { say } = useTranslator();
  const ownNumber = useSnapshot((snapshot) => snapshot.account?.user ?? null);
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<MessageKey | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [numberId, noteId] = [useId(), useId()];
  const text = typed ?? rule.to ?? "";
  useEffect(() => setTyped(null), [rule.to]);

  const settle = (isOn: boolean) => {
    const checked = checkForward(text, ownNumber);
    if (checked.refusal !== null || (isOn && checked.to === null)) {
      setRefusal(checked.refusal ?? "settings.forwardMissing");
      if (isOn) field.current?.focus();
      return;
    }
    setRefusal(null);
    // It stands until the phone has it: a press of the switch takes the focus from the field first.
    setTyped(checked.to ?? "");
    const next = { isOn, to: checked.to };
    if (next.isOn !== rule.isOn || next.to !== rule.to) onChange(next);
  };
  // A rule whose number is taken away rests; one that is switched off keeps whatever stands there.
  const leave = () => settle(rule.isOn && text.trim() !== "");

  return (
    <div className="field" role="group" aria-label={label}>
      <label className="check">
        <input
          type="checkbox"
          checked={rule.isOn}
          aria-describedby={note === undefined ? undefined : noteId}
          onChange={(event) => (event.target.checked ? settle(true) : onChange({ ...rule, isOn: false }))}
        />
        <span>{label}</span>
      </label>
      {note === undefined ? null : (
        <p id={noteId} className="field-hint">
          {note}
        </p>
      )}
      <label htmlFor={numberId}>{say("settings.forwardTo")}</label>
      <input
        {...numberInput}
        ref={field}
        id={numberId}
        className="text-input"
        aria-invalid={refusal !== null}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          setRefusal(null);
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") leave();
        }}
      />
      {refusal === null ? null : <Refusal text={say(refusal)} />}
    </div>
  );
}

type Checked = { readonly to: string | null; readonly refusal: MessageKey | null };

function checkForward(text: string, ownNumber: string | null): Checked {
  const checked = checkTarget(text);
  if (checked.kind === "empty") return { to: null, refusal: null };
  if (checked.kind === "refused") return { to: null, refusal: checked.reason };
  if (checked.target === ownNumber) return { to: null, refusal: "settings.forwardOwn" };
  if (isFeatureCode(checked.target)) return { to: null, refusal: "settings.forwardCode" };
  return { to: checked.target, refusal: null };
}
