/** The lines of a CSV file with their numbers, taken apart by Papa Parse; what its columns mean is its reader's to say. */
import Papa from "papaparse";

export type CsvLine = {
  /** From 1, as an editor counts: a cell may hold line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote was opened and never closed. */
  readonly isBroken: boolean;
};

/** Excel's first line that names the separator. */
const separatorLine = /^sep=(.)\r?\n/u;

/** Empty lines are left out. @param isKnown whether a column is called so, by which the separator is found. */
export function splitCsv(text: string, isKnown: (heading: string) => boolean): CsvLine[] {
  const separator = separatorLine.exec(text);
  const body = text.slice(separator?.[0].length ?? 0);
  const lines: CsvLine[] = [];
  let line = separator === null ? 1 : 2;
  let read = 0;
  Papa.parse<string[]>(body, {
    delimiter: separator?.[1] ?? findSeparator(body, isKnown),
    step({ data, errors, meta }) {
      const isEmpty = data.every((cell) => cell.trim() === "");
      const isBroken = errors.some(({ type }) => type === "Quotes");
      if (!isEmpty) lines.push({ line, cells: data, isBroken });
      line += countBreaks(body.slice(read, meta.cursor));
      read = meta.cursor;
    },
  });
  return lines;
}

/** The one that takes the most known headings apart. */
function findSeparator(body: string, isKnown: (heading: string) => boolean): string {
  const known = [",", ";", "\t"].map((delimiter) => {
    const [headings = []] = Papa.parse<string[]>(body, { delimiter, preview: 1 }).data;
    return { delimiter, columns: headings.filter(isKnown).length };
  });
  return known.toSorted((a, b) => b.columns - a.columns)[0]?.delimiter ?? ",";
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/gu)?.length ?? 0;
}
