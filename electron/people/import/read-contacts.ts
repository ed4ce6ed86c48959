/** A file of contacts, read and judged; nothing of it is kept here. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";
import type { ContactText } from "../../../shared/model/contact.ts";
import type { FileTrouble, ImportReport } from "../../../shared/model/import-report.ts";
import { decodeText } from "../../files/decode-text.ts";
import { readCsv } from "./read-csv.ts";
import { readVcards } from "./read-vcard.ts";

export type ContactsFile = { readonly contacts: readonly ContactText[]; readonly report: ImportReport };

const largestBytes = 20_000_000;
const shownRefusals = 100;
const shownNames = 3;

/** @param isKnown whether this very contact is kept already. */
export function readContactsFile(
  path: string,
  isKnown: (contact: ContactText) => boolean,
): Result<ContactsFile, FileTrouble> {
  const bytes = readBytes(path);
  if (!bytes.ok) return bytes;
  const { text, encoding } = decodeText(bytes.value);
  const format = /^\s*BEGIN:VCARD/iu.test(text) ? "vcard" : "csv";
  const read = format === "vcard" ? readVcards(text) : readCsv(text);
  if (read === null) return fail("noColumns");
  const { refused } = read;
  const contacts = [...new Map(read.contacts.map((contact) => [JSON.stringify(contact), contact])).values()];
  if (contacts.length + refused.length === 0) return fail("noContacts");
  return succeed({
    contacts,
    report: {
      fileName: basename(path),
      format,
      encoding,
      usable: contacts.length,
      known: contacts.filter(isKnown).length,
      refused: refused.length,
      refusedRows: refused.slice(0, shownRefusals),
      names: contacts.slice(0, shownNames).map(({ name, company }) => name || company),
    },
  });
}

function readBytes(path: string): Result<Uint8Array, FileTrouble> {
  try {
    return statSync(path).size > largestBytes ? fail("tooBig") : succeed(readFileSync(path));
  } catch {
    return fail("unreadable");
  }
}
