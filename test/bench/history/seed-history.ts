/** Years of calls for a measurement, drawn by dice: names in five scripts, numbers of three countries, notes here and there. */
import { HistoryPolicy } from "../../../shared/model/history-policy.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import { historyBook } from "../../../electron/history/history-schema.ts";
import { openRecordsFile } from "../../../electron/records/database-file.ts";
import { createHistoryStore } from "../../../electron/history/history-store.ts";
import { anAttempt } from "../../builders/a-call.ts";
import { aMissedCall, aPastCall } from "../../builders/a-past-call.ts";
import { atFixture } from "../../builders/a-server.ts";
import { createFakeLog } from "../../electron/fake-log.ts";
import type { SeededDice } from "../seeded-dice.ts";

const families =
  "田中 鈴木 佐藤 高橋 渡辺 伊藤 山本 Müller Schmidt Schneider Tanaka Suzuki García López Smith Jones Иванов Петрова Смирнов محمد".split(
    " ",
  );
const given = "由紀 健 一郎 花子 Yuki Ken Anna Jürgen María Carlos John Emma Мария Олег Ольга أحمد".split(" ");
const notes = "Wants the March invoice|Rückruf um drei|折り返し電話|Жалоба на доставку|Asked for Anna".split("|");
const prefixes = ["03", "06", "090", "+8145", "+4930", "+7495"];

const minuteMs = 60_000;
const callsOfOne = 10;

export const words: readonly string[] = [...families, ...given, ...notes];

/** @returns one of them, as the dice fall. */
export function choose<Item>(dice: SeededDice, items: readonly Item[]): Item {
  const item = items[Math.floor(dice.uniform(0, items.length))];
  if (item === undefined) throw new Error("There is nothing to choose from.");
  return item;
}

export function drawNumber(dice: SeededDice): string {
  return choose(dice, prefixes) + String(Math.floor(dice.uniform(0, 1e8))).padStart(8, "0");
}

/** @returns the numbers that called or were called, each about ten times. */
export function seedHistory(folder: string, count: number, dice: SeededDice): readonly string[] {
  const { database } = openRecordsFile(historyBook, folder, atFixture, createFakeLog());
  const store = createHistoryStore(database, { ...HistoryPolicy.parse({}), country: null });
  // Written to be read: nobody waits for the disk while it is seeded.
  database.exec("PRAGMA synchronous = OFF");
  const customers = Array.from({ length: Math.ceil(count / callsOfOne) }, () => drawNumber(dice));
  store.putAll(
    Array.from({ length: count }, (_, index) =>
      drawCall(dice, index, choose(dice, customers), atFixture - (count - index) * minuteMs),
    ),
    0,
  );
  store.forget();
  database.close();
  return customers;
}

function drawCall(dice: SeededDice, index: number, number: string, atStarted: number): PastCall {
  const family = choose(dice, families);
  const name = dice.uniform(0, 1) < 0.2 ? null : `${family} ${choose(dice, given)}`;
  const about = {
    id: `call-${index}`,
    remote: { number, name },
    note: dice.uniform(0, 1) < 0.1 ? `${choose(dice, notes)} ${Math.floor(dice.uniform(0, 1e6))}` : "",
    atStarted,
    atEnded: atStarted + dice.uniform(0, 600) * 1_000,
  };
  const whole = { ...about, atEnded: Math.round(about.atEnded) };
  if (dice.uniform(0, 1) < 0.15) return aMissedCall(whole);
  const attempts = [
    anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 412 }),
    anAttempt({ serverId: "backup" }),
  ];
  return aPastCall({}, { ...whole, atAnswered: atStarted, ...(dice.uniform(0, 1) < 0.05 ? { attempts } : {}) });
}
