/** A ladder for a terminal, a mail, a ticket: nothing but ASCII around what the log says, so that it stands straight anywhere. */
import { fitText } from "./fit-text.ts";
import { markWords, toDay, toTime, type ArrowRow, type Ladder, type LadderRow, type Section } from "./ladder.ts";
import { tellExtent, tellMarks, tellProbes, tellUnread } from "./tell-counts.ts";
import type { UnreadLine } from "./parse-log.ts";

/** From one lifeline to the next, characters. */
const laneWidth = 28;

/** @param source what was read, for the first line. */
export function drawText(ladder: Ladder, unread: readonly UnreadLine[], source: string): string {
  const { servers, sections, probes } = ladder;
  const lost = tellUnread(unread);
  const marks = tellMarks(ladder);
  const lines = [
    source,
    tellExtent(ladder),
    ...(lost === "" ? [] : [lost]),
    ...sections.flatMap((section) => ["", ...drawSection(section, servers)]),
    ...(probes.length === 0 ? [] : ["", "== Probes (OPTIONS); every one of them: --probes", ...probes.map(tellProbes)]),
    ...(marks.length === 0 ? [] : ["", ...marks]),
  ];
  return lines.map((line) => line.trimEnd()).join("\n");
}

function drawSection({ title, outcome, callIds, rows }: Section, servers: readonly string[]): string[] {
  const [first] = rows;
  const from = first === undefined ? "" : `${toDay(first.at)} ${toTime(first.at)} `;
  return [
    `== ${from}${title}${outcome === "" ? "" : `: ${outcome}`}`,
    ...(callIds.length === 0 ? [] : [`Call-ID ${callIds.join(", ")}`]),
    `${"time".padEnd(12)} ${"+ms".padStart(8)}  ${drawNames(servers)}  ${"CSeq".padEnd(15)}  Call-ID`,
    ...rows.flatMap((row, index) => {
      const before = rows[index - 1];
      const isNewDay = before !== undefined && toDay(before.at) !== toDay(row.at);
      return [...(isNewDay ? [toDay(row.at)] : []), drawRow(row, servers)];
    }),
  ];
}

/** Each name ends above its lifeline. */
function drawNames(servers: readonly string[]): string {
  return `seat${servers
    .map((name) => fitText(name, laneWidth - 5, "..").padStart(laneWidth))
    .join("")
    .slice(3)}`;
}

function drawRow(row: LadderRow, servers: readonly string[]): string {
  const start = `${toTime(row.at)} ${row.sinceMs === null ? "".padStart(8) : String(row.sinceMs).padStart(8)}  `;
  if (row.kind === "note") return `${start}* ${row.text}`;
  const marks = row.marks.map((mark) => markWords[mark]).join(", ");
  return `${start}${drawArrow(row, servers)}  ${row.cseq.padEnd(15)}  ${row.callId.padEnd(10)}  ${marks}`;
}

/** The label stands in the last lane before the server; lanes on the way there are crossed. */
function drawArrow({ serverId, isSent, label }: ArrowRow, servers: readonly string[]): string {
  const reached = servers.indexOf(serverId);
  const lanes = servers.map((_, lane) => {
    if (lane > reached) return `${" ".repeat(laneWidth - 1)}|`;
    if (lane < reached) return `${lane === 0 && !isSent ? "<" : "-"}${"-".repeat(laneWidth - 2)}+`;
    const words = ` ${fitText(label, laneWidth - 7, "..")} `;
    const shaft = words.padStart(words.length + 2, "-").padEnd(laneWidth - 2, "-");
    if (isSent) return `${shaft}>|`;
    return `${lane === 0 ? "<" : "-"}${shaft}|`;
  });
  return `|${lanes.join("")}`;
}
