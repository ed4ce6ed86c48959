/** What both drawings say in words: the extent of the log, the probes that are folded, what could not be read. */
import { markMeanings, markWords, toDay, toTime, type Ladder, type Mark, type ProbeCount } from "./ladder.ts";
import type { UnreadLine } from "./parse-log.ts";

/** So many are named; of the rest the number is told. */
const mostTold = 20;

const whys: Record<UnreadLine["why"], string> = {
  noStartLine: "it begins neither as a request nor as a response",
  noCallId: "it has no Call-ID",
  noCseq: "it has no CSeq",
};

export function tellExtent({ messageCount, servers, from, to }: Ladder): string {
  const until = toDay(from) === toDay(to) ? toTime(to) : `${toDay(to)} ${toTime(to)}`;
  const count = `${messageCount} ${messageCount === 1 ? "message" : "messages"}`;
  const span = `from ${toDay(from)} ${toTime(from)} to ${until} by that computer's clock`;
  return `The log holds ${count} with ${servers.join(", ")}, ${span}.`;
}

export function tellProbes({ serverId, sent, answered, roundTripMs, unanswered }: ProbeCount): string {
  const trips =
    roundTripMs === null
      ? ""
      : `, round trip ${roundTripMs.least} to ${roundTripMs.most} ms, half within ${roundTripMs.median} ms`;
  const silent = unanswered.length === 0 ? "" : `; no answer to those of ${tellSome(unanswered.map(toTime))}`;
  return `${serverId}: ${sent} sent, ${answered} answered${trips}${silent}`;
}

/** @returns "" when everything could be read. */
export function tellUnread(unread: readonly UnreadLine[]): string {
  if (unread.length === 0) return "";
  const lines = unread.map(({ file, line, why }) => `${file} line ${line} (${whys[why]})`);
  const count = unread.length === 1 ? "1 message" : `${unread.length} messages`;
  return `${count} could not be read and stand nowhere here: ${tellSome(lines)}.`;
}

/** What the marks mean that this ladder bears. */
export function tellMarks({ sections }: Ladder): readonly string[] {
  const borne = new Set(sections.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === "arrow" ? row.marks : []))));
  const order: readonly Mark[] = ["again", "noRequest", "noAnswer", "noFinalAnswer"];
  return order.filter((mark) => borne.has(mark)).map((mark) => `${markWords[mark]}: ${markMeanings[mark]}`);
}

function tellSome(all: readonly string[]): string {
  const more = all.length - mostTold;
  return more > 0 ? `${all.slice(0, mostTold).join(", ")} and ${more} more` : all.join(", ");
}
