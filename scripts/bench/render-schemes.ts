/** The administrator's guide's table of the three schemes, made of the measured figures, so that it says what they say. */
import type { MeasuredFigure } from "./measured-figure.ts";
import {
  schemeEvents,
  schemes,
  schemeSigns,
  toNobodyFigure,
  toSchemeFigure,
  type Scheme,
  type SchemeEvent,
  type SchemeSign,
} from "./scheme-figures.ts";

const begin = "<!-- made by npm run bench: schemes -->";
const end = "<!-- end -->";

/** Throws when the guide has no place for it. */
export function putSchemes(guide: string, figures: readonly MeasuredFigure[]): string {
  const from = guide.indexOf(begin);
  const to = guide.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The guide has no place for the table of schemes: ${begin} … ${end}`);
  return [guide.slice(0, from), begin, "\n", renderSchemes(figures), "\n", guide.slice(to)].join("");
}

/** Median, and the largest in brackets, of those that could; how many, unless all; a dash where a scheme was not in that outage. */
function renderSchemes(figures: readonly MeasuredFigure[]): string {
  const rows = schemeEvents.flatMap((event) =>
    schemeSigns.map((sign) => {
      const cells = schemes.map((scheme) => toCell(figures, event, scheme, sign));
      return `| ${event} | ${sign.replace("until ", "")} | ${cells.join(" | ")} |`;
    }),
  );
  return [`| s | | ${schemes.join(" | ")} |`, `|---|---|${schemes.map(() => "--:|").join("")}`, ...rows].join("\n");
}

function toCell(figures: readonly MeasuredFigure[], event: SchemeEvent, scheme: Scheme, sign: SchemeSign): string {
  const found = (name: string) => figures.find((figure) => figure.name === name);
  const measured = found(toSchemeFigure(event, scheme, sign));
  const told = measured ?? found(toNobodyFigure(event, scheme, sign));
  const [, could, all, withinS] = /(\d+) of (\d+) phones could within (\d+) s/u.exec(told?.note ?? "") ?? [];
  const seconds = measured === undefined ? [] : [`${measured.p50.toFixed(1)} (${measured.max.toFixed(1)})`];
  const some = could === all ? [] : [`${could} of ${all} within ${withinS} s`];
  return told === undefined ? "–" : [...seconds, ...some].join(", ");
}
