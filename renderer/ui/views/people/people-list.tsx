/** The operator's contacts by name, and the ways they come and go: one by one, or as a file. */
import { useCallback, useState } from "react";
import { ContactId, type Person } from "../../../../shared/model/contact.ts";
import type { ImportReport } from "../../../../shared/model/import-report.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { usePeople } from "../../bridge/use-people.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { draftOfPerson, newContact, type ContactDraft } from "./contact-draft.ts";
import { ImportPreview } from "./import-preview.tsx";
import { PersonRow } from "./person-row.tsx";

export function PeopleList({ onEdit }: { readonly onEdit: (draft: ContactDraft) => void }) {
  const translator = useTranslator();
  const { say } = translator;
  const { failure, send, order } = useCommand();
  const [importing, setImporting] = useState<ImportReport | null>(null);
  const [imported, setImported] = useState<number | null>(null);
  const { found, findMore } = usePeople("", imported);
  const refusal = failure ?? found.failure;
  const done = imported === null ? "" : say("import.done", { count: imported });
  useSpoken(done, "quiet");

  const read = async () => {
    setImported(null);
    const reply = await send({ type: "contacts.read" });
    if (reply.ok) setImporting(reply.importing ?? null);
  };
  const keep = async () => {
    const reply = await send({ type: "contacts.import" });
    setImporting(null);
    if (reply.ok) setImported(reply.imported ?? 0);
  };

  const cancel = useCallback(() => setImporting(null), []);
  const last = found.people.at(-1)?.id ?? null;
  const onNearEnd = useCallback(() => {
    if (found.hasMore && last !== null) findMore(ContactId.parse(last));
  }, [found.hasMore, last, findMore]);

  return (
    <section className="people" aria-labelledby="people-title">
      <h2 id="people-title" className="section-title">
        {say("people.title")}
      </h2>
      <div className="people-ways">
        <Button onPress={() => onEdit(newContact)}>{say("people.new")}</Button>
        <Button onPress={() => void read()}>{say("people.import")}</Button>
        {found.people.length === 0 ? null : (
          <Button look="quiet" onPress={() => order({ type: "contacts.export" })}>
            {say("people.export")}
          </Button>
        )}
      </div>
      {refusal === null ? null : <Refusal text={describeFailure(translator, refusal)} />}
      {importing === null ? null : <ImportPreview report={importing} onKeep={() => void keep()} onCancel={cancel} />}
      {done === "" ? null : <p className="people-note">{done}</p>}
      {found.text !== null && found.people.length === 0 && refusal === null ? (
        <p className="section-empty">{say("people.empty")}</p>
      ) : null}
      <VirtualList items={found.people} keyOf={keyOf} heightOf={heightOf} className="people-rows" onNearEnd={onNearEnd}>
        {(person) => <PersonRow person={person} onChange={() => onEdit(draftOfPerson(person))} />}
      </VirtualList>
    </section>
  );
}

const keyOf = ({ id }: Person) => id;

function heightOf({ numbers }: Person): number {
  return 31 + numbers.length * 36;
}
