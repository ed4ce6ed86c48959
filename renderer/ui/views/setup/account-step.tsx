/** Step 1 by hand: whose phone this is, and where its servers are. */
import { type SubmitEvent, useRef, useState } from "react";
import type { CommandFailure } from "../../../../shared/model/failure.ts";
import type { OwnSetup } from "../../../../shared/model/own-setup.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ServerField } from "./server-field.tsx";
import { findTrouble, type FormTrouble, type SetUpForm, toOwnSetup } from "./set-up-form.ts";
import { TextField } from "./text-field.tsx";

export type AccountStepProps = {
  readonly form: SetUpForm;
  readonly onChange: (form: SetUpForm) => void;
  readonly onEnter: (setup: OwnSetup) => void;
  readonly failure: CommandFailure | null;
};

export function AccountStep({ form, onChange, onEnter, failure }: AccountStepProps) {
  const translator = useTranslator();
  const { say } = translator;
  const [trouble, setTrouble] = useState<FormTrouble | null>(null);
  const place = useRef<HTMLFormElement>(null);
  const troubleOf = (field: FormTrouble["field"]) => (trouble?.field === field ? say(trouble.key) : null);
  useSpoken(trouble === null ? "" : say(trouble.key), "urgent");
  const change = (part: Partial<SetUpForm>) => {
    setTrouble(null);
    onChange({ ...form, ...part });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = findTrouble(form);
    setTrouble(found);
    if (found === null) {
      onEnter(toOwnSetup(form, { primary: say("setup.primaryName"), backup: say("setup.backupName") }));
      return;
    }
    const fields = { user: 0, password: 1, primary: 3, backup: 4 };
    place.current?.querySelectorAll<HTMLInputElement>(".setup-input")[fields[found.field]]?.focus();
  };
  return (
    <form ref={place} className="setup-form" noValidate onSubmit={submit}>
      <TextField
        label={say("setup.user")}
        value={form.user}
        trouble={troubleOf("user")}
        onChange={(user) => change({ user })}
      />
      <TextField
        label={say("setup.password")}
        value={form.password}
        isSecret
        trouble={troubleOf("password")}
        onChange={(password) => change({ password })}
      />
      <TextField
        label={say("setup.displayName")}
        value={form.displayName}
        trouble={null}
        onChange={(displayName) => change({ displayName })}
      />
      <ServerField
        label={say("setup.primary")}
        server={form.primary}
        trouble={troubleOf("primary")}
        hint={say("setup.addressExample")}
        onChange={(primary) => change({ primary })}
      />
      <ServerField
        label={say("setup.backup")}
        server={form.backup}
        trouble={troubleOf("backup")}
        hint={say("setup.noBackup")}
        onChange={(backup) => change({ backup })}
      />
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      <button type="submit" className="button button-accent setup-go">
        {say("setup.signIn")}
      </button>
    </form>
  );
}
