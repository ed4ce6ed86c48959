/** From what a row or a card says to a contact that may be kept, or why not. */
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";
import { ContactText, longestContactNote, mostNumbers, type ContactNumber } from "../../../shared/model/contact.ts";
import { cleanDialTarget } from "../../../shared/model/dial-target.ts";
import type { RefusalWhy } from "../../../shared/model/import-report.ts";
import { toOneLine } from "../to-one-line.ts";

/** As it stands in the file. */
export type Draft = {
  readonly name: string;
  readonly family: string;
  readonly given: string;
  readonly company: string;
  readonly numbers: readonly ContactNumber[];
  readonly note: string;
};

export const emptyDraft: Draft = { name: "", family: "", given: "", company: "", numbers: [], note: "" };

export function toContact(draft: Draft): Result<ContactText, RefusalWhy> {
  const name = toLine(draft.name) || joinName(toLine(draft.family), toLine(draft.given));
  const company = toLine(draft.company);
  const numbers = dedupe(draft.numbers.map(({ kind, number }) => ({ kind, number: toLine(number) })));
  if (name === "" && company === "") return fail("noName");
  if (numbers.length === 0) return fail("noNumber");
  if (!numbers.every(({ number }) => cleanDialTarget(number).ok)) return fail("badNumber");
  const note = draft.note.trim();
  if (note.length > longestContactNote || numbers.length > mostNumbers) return fail("tooLong");
  const contact = ContactText.safeParse({ name, company, numbers, note });
  return contact.success ? succeed(contact.data) : fail("tooLong");
}

function toLine(text: string): string {
  return toOneLine(text).replace(/ {2,}/gu, " ");
}

function dedupe(numbers: readonly ContactNumber[]): ContactNumber[] {
  const filled = numbers.filter(({ number }) => number !== "");
  return [...new Map(filled.map((one) => [one.number, one])).values()];
}

/** Where names are written in Han, kana or hangul the family comes first. */
function joinName(family: string, given: string): string {
  const isEastern = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(family + given);
  return (isEastern ? [family, given] : [given, family]).filter((part) => part !== "").join(" ");
}
