/** A length of time is said with its two largest units, and below a second in milliseconds. */
import { expect, test } from "vitest";
import { formatLength } from "../../../../renderer/ui/format/format-length.ts";
import { formatPreciseTime } from "../../../../renderer/ui/format/format-precise-time.ts";

test.each([
  [0, "0 ms"],
  [480, "480 ms"],
  [1_000, "1 sec"],
  [59_600, "1 min"],
  [134_000, "2 min 14 sec"],
  [3_600_000, "1 hr"],
  [3_605_000, "1 hr"],
  [9_000_000, "2 hr 30 min"],
])("%i ms is %s", (ms, text) => {
  expect(formatLength(ms, "en")).toBe(text);
});

test.each([
  ["ru", "2 мин 14 с"],
  ["ja", "2 分 14 秒"],
  ["de", "2 Min. 14 Sek."],
  ["es", "2 min 14 s"],
])("in the language that is spoken: %s", (locale, text) => {
  expect(formatLength(134_000, locale).replaceAll(/\s/gu, " ")).toBe(text);
});

test("an instant is told to the millisecond", () => {
  expect(formatPreciseTime(new Date("2026-11-26T09:05:07.042").getTime(), "en")).toBe("09:05:07.042");
});
