/** Contacts as CSV for other programs and for another Tandem: no spreadsheet takes any of it for a formula. */
import type { ContactText, NumberKind } from "../../shared/model/contact.ts";
import { writeWholeSync } from "../files/write-whole.ts";
import { markOfUtf8, toCsvLine } from "../records/csv-line.ts";

const headings: Readonly<Record<NumberKind, string>> = {
  work: "Work phone",
  mobile: "Mobile phone",
  home: "Home phone",
  other: "Other phone",
};
const kinds: readonly NumberKind[] = ["work", "mobile", "home", "other"];

export function toCsv(contacts: readonly ContactText[]): string {
  const numbersOf = ({ numbers }: ContactText, of: NumberKind) => numbers.filter(({ kind }) => kind === of);
  const places = kinds.flatMap((kind) => {
    const most = contacts.reduce((count, contact) => Math.max(count, numbersOf(contact, kind).length), 0);
    return Array.from({ length: most }, (_, index) => ({ kind, index }));
  });
  const first = places.map(({ kind, index }) => (index === 0 ? headings[kind] : `${headings[kind]} ${index + 1}`));
  const lines = contacts.map((contact) => [
    contact.name,
    contact.company,
    ...places.map(({ kind, index }) => numbersOf(contact, kind)[index]?.number ?? null),
    contact.note,
  ]);
  return markOfUtf8 + [["Name", "Company", ...first, "Note"], ...lines].map(toCsvLine).join("");
}

export function writeContacts(contacts: readonly ContactText[], path: string): void {
  writeWholeSync(path, toCsv(contacts));
}
