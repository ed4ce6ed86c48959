/** Contacts as CSV for other programs and for another Tandem: no spreadsheet takes any of it for a formula. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import type { ContactText, NumberKind } from "../../shared/model/contact.ts";
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

/** Whole or not at all; whatever stood or was linked there is replaced, never written through. */
export function writeContacts(contacts: readonly ContactText[], path: string): void {
  const beside = `${path}.part`;
  rmSync(beside, { force: true });
  try {
    writeFileSync(beside, toCsv(contacts), { flag: "wx", mode: 0o600 });
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}
