/** How long an evening's list takes: 3,500 operators to every document and both servers' configuration. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { answerRoster } from "../../electron/roster/answer-roster.ts";
import { aSite } from "../builders/a-site.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { median, trialCount, withRoom } from "../e2e/trials.ts";

const seats = 3_500;
const limitMs = 5_000;

it(`a list of ${seats} operators is a roster within ${limitMs} ms`, () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-bench-roster-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const list = join(folder, "operators.csv");
  const rows = Array.from({ length: seats }, (_, at) => `${1_001 + at},Operator ${at} 田中,500 502,,`);
  writeFileSync(list, ["extension,name,queues,number,supervisor", ...rows].join("\n"));
  const site = aSite({
    queues: [
      { id: "500", name: "Sales" },
      { id: "502", name: "Support" },
    ],
    parking: undefined,
    emergency: [],
  });
  writeFileSync(join(folder, "site.json"), JSON.stringify(site));
  const tookMs = Array.from({ length: trialCount(10, 1) }, (_, run) => {
    const at = performance.now();
    const { isGood, line } = answerRoster({ list, site: null, out: join(folder, String(run)) });
    expect(isGood ? "made" : line).toBe("made");
    return performance.now() - at;
  });
  recordFigure({
    figure: `${seats.toLocaleString("en")} operators to a roster`,
    unit: "ms",
    values: tookMs,
    limit: { of: "max", atMost: limitMs },
    note: "From the list to every operator's document and both servers' configuration on the disk, each document read as Tandem reads it. Two queues each; the folder is empty before.",
  });
  expect(median(tookMs)).toBeLessThanOrEqual(withRoom(limitMs));
});
