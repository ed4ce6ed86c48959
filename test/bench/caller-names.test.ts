/** How soon a caller is named, and how long a keystroke waits, with ten thousand contacts: the built process, asked as main asks it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecordsAsk } from "../../shared/contract/records-wire.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { trialCount, withRoom } from "../e2e/trials.ts";
import { choose, drawNumber, words } from "./history/seed-history.ts";
import { startRecordsProcess, type RecordsProcess } from "./records-process.ts";
import { createSeededDice } from "./seeded-dice.ts";

const namedWithinMs = 20;
const foundWithinMs = 50;
const contacts = 10_000;
const trials = trialCount(1_000, 200);

describe("with ten thousand contacts", () => {
  const dice = createSeededDice();
  const numbers: string[] = [];
  let folder: string;
  let records: RecordsProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tandem-bench-people-"));
    for (let index = 0; index < contacts; index += 1) numbers.push(drawNumber(dice));
    const rows = numbers.map((number, index) => `${choose(dice, words)} ${index},${number}`);
    const path = join(folder, "contacts.csv");
    writeFileSync(path, ["Name,Phone", ...rows].join("\n"));
    records = startRecordsProcess(folder);
    await records.ask({
      type: "peopleRules",
      rules: { country: { code: "81", trunkPrefix: "0" }, outsidePrefix: "0", directory: null },
    });
    expect(await records.ask({ type: "importContacts", path })).toEqual({ type: "imported", contacts });
  }, 120_000);

  afterAll(() => {
    records?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const measure = async (draw: () => RecordsAsk) => {
    const times: number[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      const question = draw();
      const at = performance.now();
      await records.ask(question);
      times.push(performance.now() - at);
    }
    return times;
  };
  const at95 = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

  it("a caller is named within 20 ms", async () => {
    const times = await measure(() => ({ type: "nameNumber", number: `0${choose(dice, numbers)}` }));
    recordFigure({
      figure: "a number to the contact's name",
      unit: "ms",
      values: times,
      limit: { of: "p95", atMost: namedWithinMs },
      note: "Among 10,000 contacts, dialled with the prefix for a line outside. From main's question to the parsed answer of the records' process.",
      seed: dice.seed,
    });
    expect(at95(times)).toBeLessThan(withRoom(namedWithinMs));
  });

  it("a keystroke is answered within 50 ms", async () => {
    const times = await measure(() => ({
      type: "findPeople",
      text: choose(dice, [choose(dice, words), choose(dice, words).slice(0, 1), choose(dice, numbers).slice(2, 6)]),
      after: null,
      limit: 50,
    }));
    recordFigure({
      figure: "a keystroke to the contacts it finds",
      unit: "ms",
      values: times,
      limit: { of: "p95", atMost: foundWithinMs },
      note: "Among 10,000 contacts in five scripts: whole words, single letters, and pieces of numbers.",
      seed: dice.seed,
    });
    expect(at95(times)).toBeLessThan(withRoom(foundWithinMs));
  });
});
