/** How long a keystroke in the field waits for its calls, with years of them kept: the built process, asked as main asks it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HistoryAnswer, HistoryAsk } from "../../shared/contract/history-wire.ts";
import { recordFigure } from "../e2e/record-figure.ts";
import { median, trialCount, withRoom } from "../e2e/trials.ts";
import { choose, drawNumber, seedHistory, words } from "./history/seed-history.ts";
import { startRecordsProcess, type RecordsProcess } from "./records-process.ts";
import { createSeededDice } from "./seeded-dice.ts";

const limitMs = 50;
const rows = trialCount(200_000, 20_000);
/** Own contacts, each of whom ten calls are kept of. */
const contacts = 2_000;
const searches = trialCount(150, 15);

describe("a search", () => {
  const dice = createSeededDice();
  let folder: string;
  let records: RecordsProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tandem-bench-history-"));
    const customers = seedHistory(folder, rows, dice);
    records = startRecordsProcess(folder);
    const called = customers
      .slice(0, contacts)
      .map((number) => `${choose(dice, words)} ${choose(dice, words)},${number}`);
    const path = join(folder, "contacts.csv");
    writeFileSync(path, ["Name,Phone", ...called].join("\n"));
    await records.ask({ type: "importContacts", path });
  }, 300_000);

  afterAll(() => {
    records?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const rules: HistoryAsk = {
    type: "rules",
    rules: { keepDays: 3_650, keepCalls: 1_000_000, eraseNumbers: [], country: { code: "81", trunkPrefix: "0" } },
  };

  /** Every beginning of a word, of two words, of a number with its dashes, or of something that nobody is called. */
  const drawTyped = (): readonly string[] => {
    const kind = dice.uniform(0, 1);
    const number = drawNumber(dice);
    const text =
      kind < 0.4
        ? `${choose(dice, words)} ${choose(dice, words)}`
        : kind < 0.8
          ? `${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`
          : choose(dice, ["龘靐", "zqxj", "щщъ", "9999999999"]);
    return Array.from(text, (_letter, index) =>
      Array.from(text)
        .slice(0, index + 1)
        .join(""),
    );
  };

  it(`answers every keystroke within ${limitMs} ms among ${rows} calls`, async () => {
    await records.ask(rules);
    const tookMs: number[] = [];
    for (let i = 0; i < searches; i += 1) {
      for (const text of drawTyped()) {
        const at = performance.now();
        const answer = await records.ask({ type: "find", text, olderThan: null, limit: 50 });
        tookMs.push(performance.now() - at);
        expect(answer.type).toBe("found");
      }
    }
    recordFigure({
      figure: "a keystroke to the calls it finds",
      unit: "ms",
      values: tookMs,
      limit: { of: "p95", atMost: limitMs },
      note: `Among ${rows.toLocaleString("en")} calls in names of five scripts; every beginning of names, numbers with dashes, and of what nobody is called; ${contacts.toLocaleString("en")} contacts of the same words whose calls are found with them. From main's question to the parsed answer of the records' process; drawing the rows is not in it.`,
      seed: dice.seed,
    });
    expect(median(tookMs)).toBeLessThanOrEqual(withRoom(limitMs));
  }, 600_000);

  it("keeps a call within a moment, on the disk", async () => {
    const call = (await records.ask({ type: "newest", limit: 1 })) as Extract<HistoryAnswer, { type: "newest" }>;
    const [newest] = call.newest.calls;
    if (newest === undefined) throw new Error("The history was seeded.");
    const tookMs: number[] = [];
    for (let i = 0; i < trialCount(100, 10); i += 1) {
      const at = performance.now();
      expect(
        await records.ask({ type: "put", call: { ...newest, id: `${newest.id}-${i}` as typeof newest.id } }),
      ).toEqual({
        type: "done",
      });
      tookMs.push(performance.now() - at);
    }
    recordFigure({
      figure: "a call that ended to its row on the disk",
      unit: "ms",
      values: tookMs,
      limit: null,
      note: `Among ${rows.toLocaleString("en")} calls, synchronous=FULL.`,
      seed: dice.seed,
    });
  });
});
