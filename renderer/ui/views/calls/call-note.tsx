/** What the operator notes about the conversation, in one line that stays with it through a rescue. */
import { useCallback, useEffect, useState } from "react";
import type { Command } from "../../../../shared/contract/command.ts";
import { longestNote, type Call } from "../../../../shared/model/call.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { isNoteOwed, leaveNote, showNote, typeNote, type NoteDraft } from "./call-note-model.ts";

/** A pause in typing after which the words are kept, ms: no more than these are lost with a window. */
const keepAfterMs = 300;

export type CallNoteProps = {
  readonly call: Pick<Call, "id" | "note">;
  readonly order: (command: Command) => void;
};

export function CallNote({ call, order }: CallNoteProps) {
  const { say } = useTranslator();
  const { id, note } = call;
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  const keep = useCallback(
    (owed: NoteDraft) => {
      order({ type: "call.note", callId: id, text: owed.text });
      setDraft({ ...owed, isSent: true });
    },
    [id, order],
  );
  useEffect(() => {
    if (!isNoteOwed(draft, note)) return undefined;
    const timer = setTimeout(() => keep(draft), keepAfterMs);
    return () => clearTimeout(timer);
  }, [draft, note, keep]);
  return (
    <input
      type="text"
      className="card-words"
      aria-label={say("note.label")}
      placeholder={say("note.label")}
      maxLength={longestNote}
      autoComplete="off"
      value={showNote(draft, note)}
      onChange={(event) => setDraft(typeNote(event.target.value))}
      onBlur={() => {
        if (isNoteOwed(draft, note)) keep(draft);
        setDraft((kept) => leaveNote(kept, note));
      }}
    />
  );
}
