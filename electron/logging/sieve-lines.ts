/** What stays of a log: the entries that are young enough, without the lines that hold a number that is erased. */
import type { ErasedNumbers } from "../../shared/model/erased-numbers.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { mask } from "../../shared/lib/redact-sip.ts";

export type LogRules = {
  /** Entries from before this instant go. */
  readonly atOldest: EpochMs;
  /** A line that holds one keeps its time, its level and its part of the app, and says nothing more. */
  readonly erased: ErasedNumbers;
};

/** Hears the lines of one file in their order, some at a time. @returns those that stay. */
export type LineSieve = (lines: readonly string[]) => string[];

/** As log.ts writes it. */
const stamp = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{3}) /u;
const head = /^\S+ \S+ (?:debug|info|warn|error) (?:[\w-]+: )?/u;

/** @returns when the line's entry was written; null for one that belongs to the entry before it. */
export function readStamp(line: string): EpochMs | null {
  const [found, ...parts] = stamp.exec(line) ?? [];
  if (found === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number);
  return new Date(year, month - 1, day, hour, minute, second, ms).getTime();
}

/** @param atFirst when the first line was written that says so: what stands before it is no younger. */
export function createLineSieve({ atOldest, erased }: LogRules, atFirst: EpochMs | null): LineSieve {
  let isKept = atFirst === null || atFirst >= atOldest;
  return (lines) =>
    lines.flatMap((line) => {
      const at = readStamp(line);
      if (at !== null) isKept = at >= atOldest;
      if (!isKept) return [];
      return [erased.isEmpty ? line : hideLine(line, at === null ? "" : (head.exec(line)?.[0] ?? ""), erased)];
    });
}

function hideLine(line: string, kept: string, erased: ErasedNumbers): string {
  return erased.isIn(line.slice(kept.length)) ? `${kept}${mask}${line.endsWith("\r") ? "\r" : ""}` : line;
}

/** @returns a text that is about to be logged, without the lines that hold such a number. */
export function hideLines(text: string, erased: ErasedNumbers): string {
  if (erased.isEmpty) return text;
  return text
    .split("\n")
    .map((line) => hideLine(line, "", erased))
    .join("\n");
}
