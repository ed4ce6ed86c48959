/** Contacts from vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350): folded lines, quoted-printable, groups, several TEL. */
import type { ContactNumber, ContactText } from "../../../shared/model/contact.ts";
import type { RefusedRow } from "../../../shared/model/import-report.ts";
import { toNumberKind } from "./column-names.ts";
import { emptyDraft, toContact, type Draft } from "./draft-contact.ts";
import type { ReadContacts } from "./read-csv.ts";

type Property = {
  readonly name: string;
  /** In lower case; a parameter without a name, as 2.1 has them, counts as a type. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

type Card = { readonly line: number; readonly properties: readonly Property[]; readonly isWhole: boolean };

const shownOfCard = 60;

export function readVcards(text: string): ReadContacts {
  const contacts: ContactText[] = [];
  const refused: RefusedRow[] = [];
  for (const { line, properties, isWhole } of splitCards(text)) {
    const draft = toDraft(properties);
    const contact = isWhole ? toContact(draft) : ({ ok: false, failure: "openCard" } as const);
    if (contact.ok) contacts.push(contact.value);
    else refused.push({ line, why: contact.failure, text: toShown(draft) });
  }
  return { contacts, refused };
}

/** What stands in it, as a row of CSV shows it. */
function toShown({ name, family, given, company, numbers }: Draft): string {
  const said = [name || `${given} ${family}`.trim(), company, ...numbers.map(({ number }) => number)];
  return said
    .filter((one) => one !== "")
    .join(" ")
    .slice(0, shownOfCard);
}

function splitCards(text: string): Card[] {
  const cards: Card[] = [];
  let open: { readonly line: number; readonly properties: Property[] } | null = null;
  for (const { line, text: written } of unfold(text)) {
    if (/^BEGIN:VCARD\s*$/iu.test(written)) {
      if (open !== null) cards.push({ ...open, isWhole: false });
      open = { line, properties: [] };
    } else if (/^END:VCARD\s*$/iu.test(written) && open !== null) {
      cards.push({ ...open, isWhole: true });
      open = null;
    } else {
      const property = toProperty(written);
      if (property !== null) open?.properties.push(property);
    }
  }
  if (open !== null) cards.push({ ...open, isWhole: false });
  return cards;
}

/** A line goes on where the next begins with a space, or, in quoted-printable, where it ends with "=". */
function unfold(text: string): { readonly line: number; readonly text: string }[] {
  const lines: { line: number; text: string }[] = [];
  let isSoft = false;
  for (const [index, raw] of text.split(/\r\n|\r|\n/u).entries()) {
    const last = lines.at(-1);
    if (last !== undefined && isSoft) last.text = last.text.slice(0, -1) + raw.replace(/^[ \t]/u, "");
    else if (last !== undefined && /^[ \t]/u.test(raw)) last.text += raw.slice(1);
    else lines.push({ line: index + 1, text: raw });
    const written = lines.at(-1)?.text ?? "";
    isSoft = written.endsWith("=") && /^[^:]*QUOTED-PRINTABLE[^:]*:/iu.test(written);
  }
  return lines;
}

function toProperty(line: string): Property | null {
  const parts = /^(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^:"])*)?):(.*)$/su.exec(line);
  if (parts === null) return null;
  const [, name = "", written = "", value = ""] = parts;
  const parameters = new Map<string, string>();
  for (const parameter of written.split(";").slice(1)) {
    const [, key = "type", said = ""] = /^(?:([^=]*)=)?(.*)$/su.exec(parameter) ?? [];
    const at = key.toLowerCase();
    const before = parameters.get(at);
    const clean = said.replaceAll('"', "").toLowerCase();
    parameters.set(at, before === undefined ? clean : `${before},${clean}`);
  }
  return { name: name.toUpperCase(), parameters, value: decodeValue(value, parameters) };
}

function decodeValue(value: string, parameters: Property["parameters"]): string {
  const isQuoted = [parameters.get("encoding"), parameters.get("type")].some((said) =>
    said?.includes("quoted-printable"),
  );
  return isQuoted ? decodeQuotedPrintable(value, parameters.get("charset") ?? "utf-8") : value;
}

/** RFC 2045 §6.7. */
function decodeQuotedPrintable(value: string, charset: string): string {
  const bytes = value
    .match(/=[0-9A-Fa-f]{2}|[^=]|=/gu)
    ?.flatMap((piece) =>
      piece.length === 3 && piece.startsWith("=")
        ? [Number.parseInt(piece.slice(1), 16)]
        : [...new TextEncoder().encode(piece)],
    );
  return toDecoder(charset).decode(new Uint8Array(bytes ?? []));
}

/** One that nobody knows is read as UTF-8. */
function toDecoder(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function toDraft(properties: readonly Property[]): Draft {
  return properties.reduce<Draft>((draft, { name, parameters, value }) => {
    switch (name) {
      case "FN":
        return { ...draft, name: draft.name || unescape(value) };
      case "N": {
        const [family = "", given = "", additional = ""] = splitFields(value);
        return { ...draft, family, given: `${given} ${additional}`.trim() };
      }
      case "ORG":
        return { ...draft, company: draft.company || (splitFields(value)[0] ?? "") };
      case "TEL":
        return { ...draft, numbers: [...draft.numbers, ...toNumbers(value, parameters.get("type") ?? "")] };
      case "NOTE":
        return { ...draft, note: draft.note || unescape(value) };
      default:
        return draft;
    }
  }, emptyDraft);
}

/** Nobody calls a fax or a pager. */
function toNumbers(value: string, types: string): ContactNumber[] {
  if (/\b(?:fax|pager|modem)\b/u.test(types) && !/\bvoice\b/u.test(types)) return [];
  // 4.0 writes numbers as addresses; one with parameters is left to whoever dials it.
  return [{ kind: toNumberKind(types), number: unescape(value).replace(/^tel:([^;]+)$/iu, "$1") }];
}

function splitFields(value: string): string[] {
  return (value.match(/(?:\\.|[^;\\])*(?:;|$)/gsu) ?? []).map((field) => unescape(field.replace(/;$/u, "")));
}

function unescape(value: string): string {
  return value.replace(/\\([nN,;:\\])/gu, (_whole, letter: string) => (/n/iu.test(letter) ? "\n" : letter)).trim();
}
