/** What the operator notes about the conversation, in one line that stays with it through a rescue. */
import { useEffect, useState } from "react";
import type { Command } from "../../../../shared/contract/command.ts";
import { longestNote, type Call } from "../../../../shared/model/call.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

/** A pause in typing after which the words are kept, ms: no more than these are lost with a window. */
const keepAfterMs = 300;

export type CallNoteProps = {
  readonly call: Pick<Call, "id" | "note">;
  readonly order: (command: Command) => void;
};

export function CallNote({ call, order }: CallNoteProps) {
  const { say } = useTranslator();
  const { id, note } = call;
  // Null: nobody types here, and what is shown is what the phone knows.
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null || draft === note) return undefined;
    const timer = setTimeout(() => order({ type: "call.note", callId: id, text: draft }), keepAfterMs);
    return () => clearTimeout(timer);
  }, [draft, note, id, order]);
  return (
    <input
      type="text"
      className="card-words"
      aria-label={say("note.label")}
      placeholder={say("note.label")}
      maxLength={longestNote}
      autoComplete="off"
      value={draft ?? note}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== null && draft !== note) order({ type: "call.note", callId: id, text: draft });
        else setDraft(null);
      }}
    />
  );
}
