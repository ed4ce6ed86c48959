/** Writes a contact: a name or a company, numbers of a kind, a note. Escape leaves it as it was. */
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import type { ContactText } from "../../../../shared/model/contact.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { findLack, longest, tidy, type ContactDraft } from "./contact-draft.ts";
import { ContactNumbers } from "./contact-numbers.tsx";
import { EraseContact } from "./erase-contact.tsx";

export type ContactFormProps = {
  readonly draft: ContactDraft;
  /** Must stay the same function while the form is open. */
  readonly onLeave: () => void;
};

export function ContactForm({ draft, onLeave }: ContactFormProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send } = useCommand();
  const [contact, setContact] = useState<ContactText>(draft.contact);
  const [lack, setLack] = useState<string | null>(null);
  const isSending = useRef(false);
  const first = useRef<HTMLInputElement>(null);
  const titleId = useId();
  useEscape(true, onLeave);
  useEffect(() => first.current?.focus(), []);

  const write = (change: Partial<ContactText>) => {
    setContact({ ...contact, ...change });
    setLack(null);
  };
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const tidied = tidy(contact);
    const found = findLack(tidied);
    if (found !== null) return setLack(tell(translator, found));
    if (isSending.current) return undefined;
    isSending.current = true;
    const reply = await send({ type: "contact.save", id: draft.id, contact: tidied });
    isSending.current = false;
    return reply.ok ? onLeave() : undefined;
  };
  const refusal = lack ?? (failure === null ? null : describeFailure(translator, failure));

  return (
    <form className="contact" aria-labelledby={titleId} onSubmit={(event) => void submit(event)}>
      <h2 id={titleId} className="section-title">
        {say(draft.id === null ? "contact.new" : "contact.change")}
      </h2>
      <label className="contact-field">
        <span>{say("contact.name")}</span>
        <input
          ref={first}
          className="text-input"
          autoComplete="off"
          dir="auto"
          maxLength={longest.name}
          value={contact.name}
          onChange={({ target }) => write({ name: target.value })}
        />
      </label>
      <label className="contact-field">
        <span>{say("contact.company")}</span>
        <input
          className="text-input"
          autoComplete="off"
          dir="auto"
          maxLength={longest.name}
          value={contact.company}
          onChange={({ target }) => write({ company: target.value })}
        />
      </label>
      <ContactNumbers contact={contact} onWrite={write} />
      <label className="contact-field">
        <span>{say("contact.note")}</span>
        <textarea
          className="text-input contact-note"
          dir="auto"
          rows={2}
          maxLength={longest.note}
          value={contact.note}
          onChange={({ target }) => write({ note: target.value })}
        />
      </label>
      {refusal === null ? null : <Refusal text={refusal} />}
      <div className="people-ways">
        <button type="submit" className="button button-accent">
          {say("contact.save")}
        </button>
        <Button onPress={onLeave}>{say("contact.cancel")}</Button>
        {draft.id === null ? null : <EraseContact id={draft.id} contact={draft.contact} onErased={onLeave} />}
      </div>
    </form>
  );
}
