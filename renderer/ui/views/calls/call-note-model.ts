/** A note while it is written: what the field shows, and what is still to be kept. */

export type NoteDraft = {
  readonly text: string;
  /** It was sent to be kept. */
  readonly isSent: boolean;
  /** The note that stood there when the field was left; null while somebody types. */
  readonly over: string | null;
};

export function typeNote(text: string): NoteDraft {
  return { text, isSent: false, over: null };
}

export function leaveNote(draft: NoteDraft | null, note: string): NoteDraft | null {
  return draft === null || draft.over !== null ? draft : { ...draft, over: note };
}

/** Words that were left stand until the phone says what it knows now, which is these or somebody else's. */
export function showNote(draft: NoteDraft | null, note: string): string {
  return draft !== null && (draft.over === null || draft.over === note) ? draft.text : note;
}

/** Only while somebody types: leaving the field sends what is owed, and nothing after that. */
export function isNoteOwed(draft: NoteDraft | null, note: string): draft is NoteDraft {
  return draft !== null && draft.over === null && !draft.isSent && draft.text !== note;
}
