/** People whom the field found: the operator's own contacts, and those of the company's directory. */
import { useDirectory, usePeople } from "../../bridge/use-people.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { draftOfPerson, type ContactDraft } from "./contact-draft.ts";
import { PersonRow } from "./person-row.tsx";

/** Who searches wants to see the calls below, too. */
const shownContacts = 6;

export function FoundContacts({
  text,
  onEdit,
}: {
  readonly text: string;
  readonly onEdit: (draft: ContactDraft) => void;
}) {
  const translator = useTranslator();
  const { say } = translator;
  const { found } = usePeople(text, null);
  const shown = found.people.slice(0, shownContacts);
  const hasMore = found.hasMore || found.people.length > shown.length;
  useSpoken(
    found.text !== text || shown.length === 0 ? "" : say("people.count", { count: found.people.length }),
    "quiet",
  );
  if (shown.length === 0 && found.failure === null) return null;
  return (
    // Whom an older question found must never be taken for an answer to this one.
    <div className="found-people" data-stale={found.text === text ? undefined : true}>
      <h2 className="section-title">{say("people.title")}</h2>
      {found.failure === null ? null : <Refusal text={describeFailure(translator, found.failure)} />}
      <ul>
        {shown.map((person) => (
          <li key={person.id}>
            <PersonRow person={person} onChange={() => onEdit(draftOfPerson(person))} />
          </li>
        ))}
      </ul>
      {hasMore ? <p className="people-note">{say("people.more")}</p> : null}
    </div>
  );
}

export function FoundInDirectory({ text }: { readonly text: string }) {
  const { say } = useTranslator();
  const { people, hasMore, isAway, text: answered } = useDirectory(text);
  useSpoken(isAway ? say("directory.away") : "", "quiet");
  if (isAway) return <p className="people-note">{say("directory.away")}</p>;
  if (people.length === 0) return null;
  return (
    <div className="found-people" data-stale={answered === text ? undefined : true}>
      <h2 className="section-title">{say("directory.title")}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <PersonRow person={person} onChange={null} />
          </li>
        ))}
      </ul>
      {hasMore ? <p className="people-note">{say("people.more")}</p> : null}
    </div>
  );
}
