/** The operator's own choice of whom to watch: a name and an extension, kept on this computer. */
import { type SubmitEvent, useId, useState } from "react";
import {
  ColleagueEntry,
  mostOwnColleagues,
  tidyExtension,
  type Colleague,
} from "../../../../shared/model/colleague.ts";
import { numberInput } from "../../components/number-input.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type AddColleagueProps = {
  readonly colleagues: readonly Colleague[];
  readonly onAdd: (entry: ColleagueEntry) => void;
};

export function AddColleague({ colleagues, onAdd }: AddColleagueProps) {
  const { say } = useTranslator();
  const [name, setName] = useState("");
  const [extension, setExtension] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [nameId, extensionId, titleId] = [useId(), useId(), useId()];

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = tidyExtension(extension);
    const known = colleagues.find((one) => one.extension === wanted);
    const entry = ColleagueEntry.safeParse({ extension: wanted, name: name.trim() === "" ? wanted : name.trim() });
    if (!entry.success) return setRefusal(say("colleagues.notExtension"));
    if (known !== undefined) return setRefusal(say("colleagues.known", { who: known.name }));
    if (colleagues.filter(({ own }) => own).length >= mostOwnColleagues) return setRefusal(say("colleagues.full"));
    onAdd(entry.data);
    setName("");
    setExtension("");
  };
  const write = (set: (text: string) => void) => (event: { readonly target: HTMLInputElement }) => {
    set(event.target.value);
    setRefusal(null);
  };

  return (
    <form className="colleague-add" aria-labelledby={titleId} onSubmit={submit}>
      <h3 id={titleId} className="settings-title">
        {say("colleagues.add")}
      </h3>
      <label htmlFor={nameId}>{say("colleagues.name")}</label>
      <input
        id={nameId}
        className="text-input"
        type="text"
        autoComplete="off"
        dir="auto"
        maxLength={128}
        value={name}
        onChange={write(setName)}
      />
      <label htmlFor={extensionId}>{say("colleagues.extension")}</label>
      <input
        id={extensionId}
        className="text-input"
        {...numberInput}
        maxLength={64}
        aria-invalid={refusal !== null}
        value={extension}
        onChange={write(setExtension)}
      />
      {refusal === null ? null : <Refusal text={refusal} />}
      <button type="submit" className="button button-plain">
        {say("colleagues.addNow")}
      </button>
    </form>
  );
}
