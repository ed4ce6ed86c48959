/** Another desk's extension, taken over to this one: a field in the menu, or what is taken over and the press that ends it. */
import { type SubmitEvent, useId, useState } from "react";
import type { Command } from "../../../../shared/contract/command.ts";
import type { Desk } from "../../../../shared/model/agent.ts";
import { Extension, tidyExtension } from "../../../../shared/model/colleague.ts";
import { Button } from "../../components/button.tsx";
import { numberInput } from "../../components/number-input.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type DeskMenuProps = { readonly desk: Desk; readonly onOrder: (command: Command) => void };

export function DeskMenu({ desk, onOrder }: DeskMenuProps) {
  const { say } = useTranslator();
  const { state, extension, mustName, servers } = desk;
  const isTaken = extension !== null || state === "ready" || state === "split";
  const isBehind = servers.some(({ repair }) => repair !== "none");
  return (
    <fieldset>
      <legend>{say("desk.title")}</legend>
      {isTaken ? (
        <>
          <p className="menu-note">{extension === null ? say("desk.taken") : say("desk.takenOver", { extension })}</p>
          {isBehind ? <p className="menu-note">{say("desk.notEverywhere")}</p> : null}
          {mustName ? (
            <>
              <p className="menu-note">{say("desk.nameIt")}</p>
              <ExtensionForm
                doIt={say("desk.release")}
                onNamed={(named) => onOrder({ type: "desk.release", extension: named })}
              />
            </>
          ) : (
            <Button look="quiet" className="menu-item" onPress={() => onOrder({ type: "desk.release" })}>
              {say("desk.release")}
            </Button>
          )}
        </>
      ) : (
        <ExtensionForm
          doIt={say("desk.takeOver")}
          onNamed={(named) => onOrder({ type: "desk.takeOver", extension: named })}
        />
      )}
    </fieldset>
  );
}

type ExtensionFormProps = { readonly doIt: string; readonly onNamed: (extension: string) => void };

function ExtensionForm({ doIt, onNamed }: ExtensionFormProps) {
  const { say } = useTranslator();
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const fieldId = useId();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = Extension.safeParse(tidyExtension(text));
    setRefused(!wanted.success);
    if (wanted.success) onNamed(wanted.data);
  };
  return (
    <form className="menu-desk" onSubmit={submit}>
      <label htmlFor={fieldId}>{say("colleagues.extension")}</label>
      <input
        id={fieldId}
        className="text-input"
        {...numberInput}
        aria-invalid={isRefused}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(false);
        }}
      />
      <button type="submit" className="button button-plain">
        {doIt}
      </button>
      {isRefused ? <Refusal text={say("colleagues.notExtension")} /> : null}
    </form>
  );
}
