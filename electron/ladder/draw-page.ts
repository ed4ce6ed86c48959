/** A ladder as one page that needs nothing else: no script, no font, no picture from anywhere; every text escaped. */
import { createHash } from "node:crypto";
import { fitText } from "./fit-text.ts";
import { markWords, toDay, toTime, type ArrowRow, type Ladder, type LadderRow, type Section } from "./ladder.ts";
import { pageStyle } from "./page-style.ts";
import type { UnreadLine } from "./parse-log.ts";
import { tellExtent, tellMarks, tellProbes, tellUnread } from "./tell-counts.ts";

/** In units of the drawing, which are CSS pixels: from one lifeline to the next, at the edges, a row. */
const lane = 210;
const edge = 12;
const rowHeight = 28;
const arrowAt = 20;
/** What a label has room for between two lifelines at 12 px. */
const mostLetters = 24;

/** @param source what was read, for the heading. */
export function drawPage(ladder: Ladder, unread: readonly UnreadLine[], source: string): string {
  const { servers, sections, probes } = ladder;
  const lost = tellUnread(unread);
  const marks = tellMarks(ladder);
  const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'`;
  const body = [
    `<h1>SIP ladder</h1>`,
    `<p>${escape(source)}<br>${escape(tellExtent(ladder))}</p>`,
    ...(lost === "" ? [] : [`<p class="amiss">${escape(lost)}</p>`]),
    ...drawContents(sections),
    ...sections.map((section, index) => drawSection(section, index, servers)),
    ...(probes.length === 0 ? [] : ["<h2>Probes (OPTIONS)</h2>", drawList(probes.map(tellProbes))]),
    ...(marks.length === 0 ? [] : ["<h2>What the marks mean</h2>", drawList(marks)]),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>SIP ladder: ${escape(source)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${body.join("\n")}
</main>
</body>
</html>
`;
}

function drawContents(sections: readonly Section[]): string[] {
  if (sections.length < 2) return [];
  const lines = sections.map(({ title, outcome, rows }, index) => {
    const time = rows[0] === undefined ? "" : `${toTime(rows[0].at)} `;
    return `<li><a href="#s${index}">${escape(`${time}${title}`)}</a>${outcome === "" ? "" : `: ${escape(outcome)}`}</li>`;
  });
  return [`<nav aria-label="Sections"><ul>${lines.join("")}</ul></nav>`];
}

function drawList(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`;
}

function drawSection({ title, outcome, callIds, rows }: Section, index: number, servers: readonly string[]): string {
  const day = rows[0] === undefined ? "" : `${toDay(rows[0].at)} ${toTime(rows[0].at)}`;
  const drawn = rows.map((row, at) => {
    const before = rows[at - 1];
    const isNewDay = before !== undefined && toDay(before.at) !== toDay(row.at);
    return `${isNewDay ? `<tr class="day"><td colspan="6">${toDay(row.at)}</td></tr>\n` : ""}${drawRow(row, servers)}`;
  });
  return `<section aria-labelledby="s${index}">
<h2 id="s${index}">${escape(title)}</h2>
<p>${escape(outcome === "" ? day : `${day}, ${outcome}`)}${callIds.length === 0 ? "" : `<br>${escape(`Call-ID ${callIds.join(", ")}`)}`}</p>
<div class="wide" role="region" tabindex="0" aria-labelledby="s${index}"><table>
<thead><tr><th scope="col">Time</th><th scope="col" class="ms">+ms</th><th scope="col" class="lanes">${drawNames(servers)}</th><th scope="col">CSeq</th><th scope="col">Call-ID</th><th scope="col">Mark</th></tr></thead>
<tbody>
${drawn.join("\n")}
</tbody>
</table></div>
</section>`;
}

function drawRow(row: LadderRow, servers: readonly string[]): string {
  const times = `<td>${toTime(row.at)}</td><td class="ms">${row.sinceMs ?? ""}</td>`;
  if (row.kind === "note") return `<tr class="note">${times}<td colspan="4">${escape(row.text)}</td></tr>`;
  const marks = row.marks.map((mark) => markWords[mark]).join(", ");
  const look = toLook(row);
  return `<tr class="${look}">${times}<td class="lanes">${drawArrow(row, servers)}</td><td>${escape(row.cseq)}</td><td>${escape(row.callId)}</td><td class="mark">${marks}</td></tr>`;
}

/** A failure shows by its colour too, never by it alone: its code stands on the arrow. A challenge is none. */
function toLook({ label, marks }: ArrowRow): string {
  const code = Number(/^\d{3}/u.exec(label)?.[0] ?? 0);
  if (marks.length > 0) return "amiss";
  if (code === 401 || code === 407 || code < 300) return "plain";
  return "failed";
}

function drawNames(servers: readonly string[]): string {
  const names = ["seat", ...servers].map((name, at, all) => {
    const anchor = at === 0 ? "start" : at === all.length - 1 ? "end" : "middle";
    const x = at === 0 ? 0 : at === all.length - 1 ? widthOf(servers) : xOf(at);
    return `<text x="${x}" y="16" text-anchor="${anchor}">${escape(fitText(name, mostLetters, "…"))}</text>`;
  });
  return openDrawing(servers, 22, `seat, ${servers.join(", ")}`) + `${names.join("")}</svg>`;
}

function drawArrow({ serverId, isSent, label }: ArrowRow, servers: readonly string[]): string {
  const reached = servers.indexOf(serverId) + 1;
  const [left, right] = [xOf(0), xOf(reached)];
  const spoken = isSent ? `seat to ${serverId}: ${label}` : `${serverId} to seat: ${label}`;
  const lines = ["seat", ...servers].map(
    (_, at) => `<line class="life" x1="${xOf(at)}" x2="${xOf(at)}" y1="0" y2="${rowHeight}"/>`,
  );
  const head = isSent
    ? `${right},${arrowAt} ${right - 9},${arrowAt - 4} ${right - 9},${arrowAt + 4}`
    : `${left},${arrowAt} ${left + 9},${arrowAt - 4} ${left + 9},${arrowAt + 4}`;
  return `${openDrawing(servers, rowHeight, spoken)}${lines.join("")}<line class="shaft" x1="${left}" x2="${right}" y1="${arrowAt}" y2="${arrowAt}"/><polygon class="head" points="${head}"/><text x="${xOf(reached) - lane / 2}" y="13" text-anchor="middle">${escape(fitText(label, mostLetters, "…"))}</text></svg>`;
}

function openDrawing(servers: readonly string[], height: number, spoken: string): string {
  const width = widthOf(servers);
  return `<svg role="img" aria-label="${escape(spoken)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title>${escape(spoken)}</title>`;
}

function widthOf(servers: readonly string[]): number {
  return 2 * edge + servers.length * lane;
}

function xOf(lifeline: number): number {
  return edge + lifeline * lane;
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
