/** `--ladder=<log>`: reads it, draws it, and prints it or writes it as a page. */
import { toErrorText } from "../../shared/lib/error-text.ts";
import { writeWholeSync } from "../files/write-whole.ts";
import { buildLadder } from "./build-ladder.ts";
import { drawPage } from "./draw-page.ts";
import { drawText } from "./draw-text.ts";
import { parseLog, type ParsedLog } from "./parse-log.ts";
import { readLogFiles } from "./read-log-files.ts";
import { tellUnread } from "./tell-counts.ts";

export type LadderOrder = {
  /** A log, a folder of logs, or the file of `--diagnostics`. */
  readonly log: string;
  readonly call: string | null;
  readonly probes: boolean;
  /** Where the page goes; null: the ladder is printed. */
  readonly out: string | null;
};

export type LadderVerdict = { readonly isGood: boolean; readonly line: string };

const mostTold = 20;

/** @param hide takes out of a text whatever nobody may read. */
export function answerLadder({ log, call, probes, out }: LadderOrder, hide: (text: string) => string): LadderVerdict {
  const files = readLogFiles(log);
  if (!files.ok) return { isGood: false, line: files.failure };
  const { entries, unread, ...about } = parseLog(files.value, hide);
  if (!entries.some(({ kind }) => kind === "message")) {
    return {
      isGood: false,
      line: [tellMissing(log, about), tellUnread(unread)].filter((one) => one !== "").join("\n"),
    };
  }
  const ladder = buildLadder(entries, { call, probes });
  if (!ladder.ok) return { isGood: false, line: tellNoSuchCall(log, call ?? "", ladder.failure.calls) };
  if (out === null) return { isGood: true, line: drawText(ladder.value, unread, log) };
  const trouble = write(out, drawPage(ladder.value, unread, log));
  if (trouble !== null)
    return { isGood: false, line: `${out}: it could not be written: ${trouble}. Mend that and run it again.` };
  const { sections, messageCount } = ladder.value;
  return { isGood: true, line: `ok: ${messageCount} messages read, ${sections.length} sections in ${out}` };
}

function tellMissing(log: string, { lineCount, hasDebug }: Pick<ParsedLog, "lineCount" | "hasDebug">): string {
  if (lineCount === 0) {
    return `${log}: no line begins as those of Tandem's log do. Name a tandem.log, a folder of them, or the file that --diagnostics writes.`;
  }
  const switchOn =
    "Start Tandem with the environment variable TANDEM_LOG=debug, let it happen again, and name the log of that start.";
  const why = hasDebug
    ? "it was written with TANDEM_LOG=debug, and Tandem neither sent nor received anything meanwhile"
    : "it was written without TANDEM_LOG=debug, so it tells what changed and none of the messages";
  return `${log}: no SIP message is in it: ${why}. ${switchOn}`;
}

function tellNoSuchCall(log: string, call: string, calls: readonly string[]): string {
  const more = calls.length - mostTold;
  if (calls.length === 0) return `${log}: no call is in it at all. Leave --call out to see what is.`;
  return [
    `${log}: no call has "${call}" in its Call-ID or number. These are in it:`,
    ...calls.slice(0, mostTold).map((one) => `  ${one}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}

/** @returns null, or why there is no file. It holds telephone numbers. */
function write(path: string, page: string): string | null {
  try {
    writeWholeSync(path, page);
    return null;
  } catch (error) {
    return toErrorText(error);
  }
}
