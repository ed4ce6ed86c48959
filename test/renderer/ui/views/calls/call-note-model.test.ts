/** A note while it is written: sent once, shown until the phone knows it, and never put over somebody else's. */
import { expect, test } from "vitest";
import { isNoteOwed, leaveNote, showNote, typeNote } from "../../../../../renderer/ui/views/calls/call-note-model.ts";

const typed = typeNote("Invoice");
const sent = { ...typed, isSent: true };

test("what is typed is owed until it is sent or the phone knows it", () => {
  expect([isNoteOwed(typed, ""), isNoteOwed(sent, ""), isNoteOwed(typed, "Invoice"), isNoteOwed(null, "")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("leaving the field after the pause owes nothing a second time, and typing on does", () => {
  expect(isNoteOwed(leaveNote(sent, ""), "")).toBe(false);
  expect(isNoteOwed(typeNote("Invoice 7"), "")).toBe(true);
});

test("words that were left stand until the phone knows them, and give way to what it knows then", () => {
  const left = leaveNote(sent, "");
  expect([showNote(left, ""), showNote(left, "Invoice"), showNote(left, "From another program")]).toEqual([
    "Invoice",
    "Invoice",
    "From another program",
  ]);
});

test("words that were left long ago are never sent over what another program wrote", () => {
  const left = [leaveNote(sent, ""), leaveNote(typed, "Invoice")];
  expect(left.map((draft) => isNoteOwed(draft, "From another program"))).toEqual([false, false]);
});

test("somebody who types sees what they type, whatever the phone says meanwhile", () => {
  expect(showNote(typed, "From another program")).toBe("Invoice");
  expect([showNote(null, "Kept"), leaveNote(null, "Kept")]).toEqual(["Kept", null]);
});
