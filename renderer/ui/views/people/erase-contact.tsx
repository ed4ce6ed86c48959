/** Erases a contact for good, asked for twice. */
import { useState } from "react";
import { nameOf, type ContactId, type ContactText } from "../../../../shared/model/contact.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type EraseContactProps = {
  readonly id: ContactId;
  readonly contact: ContactText;
  readonly onErased: () => void;
};

export function EraseContact({ id, contact, onErased }: EraseContactProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send } = useCommand();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button look="quiet" onPress={() => setAsked(true)}>
        {say("contact.erase")}
      </Button>
    );
  }
  const erase = async () => {
    const reply = await send({ type: "contact.erase", id });
    if (reply.ok) onErased();
  };
  return (
    <div className="contact-erase">
      <span>{say("contact.eraseSure", { who: nameOf(contact) })}</span>
      <Button onPress={() => void erase()}>{say("history.eraseNow")}</Button>
      <Button look="quiet" onPress={() => setAsked(false)}>
        {say("history.keep")}
      </Button>
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </div>
  );
}
