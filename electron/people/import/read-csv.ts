/** Contacts from CSV: which column is what is read from the first line. */
import { splitCsv } from "../../files/split-csv.ts";
import type { RefusedRow } from "../../../shared/model/import-report.ts";
import type { ContactText } from "../../../shared/model/contact.ts";
import { toColumn, toNumberKind, type Column } from "./column-names.ts";
import { emptyDraft, toContact, type Draft } from "./draft-contact.ts";

export type ReadContacts = {
  readonly contacts: readonly ContactText[];
  readonly refused: readonly RefusedRow[];
};

/** How much of a refused row is shown. */
const shownOfRow = 60;

/** @returns null when no column holds a number, or none a name. */
export function readCsv(text: string): ReadContacts | null {
  const [headings, ...rows] = splitCsv(text, (heading) => toColumn(heading) !== null);
  const columns = nameFamily(headings?.cells.map(toColumn) ?? []);
  const has = (...kinds: Column["kind"][]) => columns.some((column) => column !== null && kinds.includes(column.kind));
  if (!has("number") || !has("name", "family", "given", "company")) return null;
  const contacts: ContactText[] = [];
  const refused: RefusedRow[] = [];
  for (const { line, cells, isBroken } of rows) {
    const contact = isBroken ? ({ ok: false, failure: "openQuote" } as const) : toContact(toDraft(cells, columns));
    if (contact.ok) contacts.push(contact.value);
    else refused.push({ line, why: contact.failure, text: cells.join(" ").trim().slice(0, shownOfRow) });
  }
  return { contacts, refused };
}

/** Beside first names alone, "Name" is the family's, as in German lists. */
function nameFamily(columns: readonly (Column | null)[]): readonly (Column | null)[] {
  const kinds = new Set(columns.map((column) => column?.kind));
  if (!kinds.has("given") || kinds.has("family")) return columns;
  return columns.map((column) => (column?.kind === "name" ? { kind: "family" } : column));
}

function toDraft(cells: readonly string[], columns: readonly (Column | null)[]): Draft {
  let label = "";
  return columns.reduce<Draft>((draft, column, index) => {
    const cell = unguard((cells[index] ?? "").trim());
    if (column === null || cell === "") return draft;
    switch (column.kind) {
      case "number": {
        const of = label === "" ? column.of : toNumberKind(label);
        label = "";
        // Google puts several of a kind into one cell.
        const numbers = cell.split(":::").map((number) => ({ kind: of, number: unguard(number.trim()) }));
        return { ...draft, numbers: [...draft.numbers, ...numbers] };
      }
      case "label":
        label = cell;
        return draft;
      case "middle":
        return { ...draft, given: `${draft.given} ${cell}`.trim() };
      default:
        return { ...draft, [column.kind]: draft[column.kind] === "" ? cell : draft[column.kind] };
    }
  }, emptyDraft);
}

/** What a guarded export put before a cell that a spreadsheet would work out. */
function unguard(cell: string): string {
  return /^'[=+\-@＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}
