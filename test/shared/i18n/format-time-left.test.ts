import { expect, test } from "vitest";
import { formatTimeLeft } from "../../../shared/i18n/format-time-left.ts";

test("time that is left counts what has begun of a second, and never below nothing", () => {
  expect([24_000, 23_001, 60_000, 725_000, 1, 0, -5_000].map(formatTimeLeft)).toEqual([
    "0:24",
    "0:24",
    "1:00",
    "12:05",
    "0:01",
    "0:00",
    "0:00",
  ]);
});
