/** The list of operators from CSV: every row that cannot be used is told, by its line, and then none is used. */
import { mostQueues } from "../../shared/model/agent.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { textLine } from "../../shared/model/text-line.ts";
import { splitCsv } from "../files/split-csv.ts";
import type { Operator } from "./operator.ts";
import { toRosterColumn, type RosterColumn } from "./roster-columns.ts";
import { insideNumber, outsideNumber, type SiteDocument } from "./site-document.ts";

export type ReadOperators = {
  /** As they stand in the list. */
  readonly operators: readonly Operator[];
  /** Headings that nobody knows. */
  readonly unusedColumns: readonly string[];
};

/** As a policy document allows. */
const displayName = textLine(1, 128);
/** How much of a cell that cannot be used is shown. */
const shownOfCell = 40;

const yes = new Set(["yes", "y", "x", "1", "true", "ja", "sí", "si", "да", "はい", "○"]);
const no = new Set(["", "no", "n", "0", "false", "-", "nein", "нет", "いいえ"]);

/** @param file stands where the file's name would. @returns one line for each thing that is wrong. */
export function readOperators(
  file: string,
  text: string,
  site: SiteDocument,
): Result<ReadOperators, readonly string[]> {
  const [headings, ...rows] = splitCsv(text, (heading) => toRosterColumn(heading) !== null);
  const columns = headings?.cells.map(toRosterColumn) ?? [];
  const problems = complainOfHeadings(file, columns);
  if (problems.length > 0) return fail(problems);
  if (rows.length === 0) return fail([`${file}: it holds no operator. Write one line for each of them.`]);
  const taken = createTaken(site);
  const operators: Operator[] = [];
  for (const { line, cells, isBroken } of rows) {
    const complain = (column: string, problem: string) =>
      void problems.push(`${file}: line ${line}: ${column}: ${problem}`);
    if (isBroken) complain("the row", "a quote is opened and not closed. Write a quote inside a cell twice.");
    else operators.push(readRow(toCells(cells, columns), line, { site, taken, complain }));
  }
  const extensions = new Set(operators.map(({ extension }) => extension));
  for (const { id, mailbox } of site.queues) {
    if (mailbox === undefined || extensions.has(mailbox)) continue;
    problems.push(
      `${file}: the voicemail of queue ${id} is ${mailbox}, and no row has that extension. Add it, or name another.`,
    );
  }
  if (problems.length > 0) return fail(problems);
  const unusedColumns = (headings?.cells ?? []).filter((title, at) => columns[at] === null && title.trim() !== "");
  return succeed({ operators, unusedColumns: unusedColumns.map((title) => toShown(title.trim())) });
}

function complainOfHeadings(file: string, columns: readonly (RosterColumn | null)[]): string[] {
  const missing = (["extension", "name"] as const).filter((column) => !columns.includes(column));
  const twice = columns.find((column, at) => column !== null && columns.indexOf(column) < at);
  return [
    ...missing.map((column) => `${file}: line 1: no column is called "${column}". Name the columns in the first line.`),
    ...(twice === undefined ? [] : [`${file}: line 1: two columns mean "${twice ?? ""}". Leave one of them out.`]),
  ];
}

type Cells = Readonly<Partial<Record<RosterColumn, string>>>;

function toCells(cells: readonly string[], columns: readonly (RosterColumn | null)[]): Cells {
  const named = columns.flatMap((column, at) => (column === null ? [] : [[column, (cells[at] ?? "").trim()] as const]));
  return Object.fromEntries(named);
}

/** What a number is already: an emergency number, a queue, or somebody's, by line. */
type Taken = { readonly extensions: Map<string, string>; readonly numbers: Map<string, string> };

function createTaken(site: SiteDocument): Taken {
  const { parking } = site;
  return {
    extensions: new Map([
      ...site.emergency.map((number) => [number, "an emergency number"] as const),
      ...site.queues.map(({ id }) => [id, "a queue"] as const),
      ...[parking?.number ?? [], ...(parking?.slots ?? [])].flat().map((slot) => [slot, "for parking"] as const),
    ]),
    numbers: new Map(site.queues.flatMap(({ id, numbers }) => numbers.map((one) => [one, `queue ${id}'s`] as const))),
  };
}

type RowNeeds = {
  readonly site: SiteDocument;
  readonly taken: Taken;
  readonly complain: (column: string, problem: string) => void;
};

function readRow(cells: Cells, line: number, { site, taken, complain }: RowNeeds): Operator {
  const { extension = "", name = "", number = "", supervisor = "" } = cells;
  const owner = taken.extensions.get(extension);
  if (extension === "") complain("extension", "is empty. Give this operator one.");
  else if (!insideNumber.safeParse(extension).success) {
    complain("extension", `"${toShown(extension)}" is not 2 to 6 digits. Correct it.`);
  } else if (owner !== undefined)
    complain("extension", `${extension} is ${owner} already. Give this operator another.`);
  else if (site.outsidePrefix !== "" && extension.startsWith(site.outsidePrefix)) {
    complain(
      "extension",
      `${extension} begins as numbers outside do (${site.outsidePrefix}). Give this operator another.`,
    );
  } else taken.extensions.set(extension, `that of line ${line}`);

  if (name === "") complain("name", "is empty. Write what callers are to see.");
  else if (!displayName.safeParse(name).success) {
    complain("name", `"${toShown(name)}" is longer than 128 letters or holds a line break. Correct it.`);
  }

  const direct = number.replace(/[\s()./-]/gu, "");
  const whose = taken.numbers.get(direct);
  if (direct !== "" && !outsideNumber.safeParse(direct).success) {
    complain("number", `"${toShown(number)}" is not 3 to 32 digits, with or without a + before them. Correct it.`);
  } else if (whose !== undefined) complain("number", `${direct} is ${whose} already. Leave one of them out.`);
  else if (direct !== "") taken.numbers.set(direct, `that of line ${line}`);

  const answer = supervisor.toLowerCase();
  if (!yes.has(answer) && !no.has(answer))
    complain("supervisor", `"${toShown(supervisor)}" is neither yes nor no. Correct it.`);
  const queues = readQueues(cells.queues ?? "", site, complain);
  return { extension, name, queues, number: direct === "" ? null : direct, isSupervisor: yes.has(answer) };
}

function readQueues(cell: string, site: SiteDocument, complain: RowNeeds["complain"]): string[] {
  const queues = [...new Set(cell.split(/[\s,;|/、]+/u).filter((id) => id !== ""))];
  const known = site.queues.map(({ id }) => id);
  for (const id of queues) {
    if (known.includes(id)) continue;
    complain(
      "queues",
      `"${toShown(id)}" is no queue of the site file (${known.join(", ") || "it has none"}). Correct it, or add it there.`,
    );
  }
  if (queues.length > mostQueues)
    complain("queues", `are ${queues.length}; a seat can watch ${mostQueues}. Leave some out.`);
  return queues;
}

/** One line of what stands there, with nothing in it that could hide or turn the rest. */
function toShown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return plain.length > shownOfCell ? `${plain.slice(0, shownOfCell)}…` : plain;
}
