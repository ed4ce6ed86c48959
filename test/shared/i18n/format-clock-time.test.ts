/** The window and the tray tell the time in one way, also where people count twelve hours. */
import { expect, test } from "vitest";
import { languages } from "../../../shared/i18n/catalogues.ts";
import { formatClockTime } from "../../../shared/i18n/format-clock-time.ts";

test.each([...languages, "en-US", "es-MX"])("hours count to 24 in %s", (locale) => {
  expect(formatClockTime(new Date("2026-11-26T14:02:30").getTime(), locale)).toBe("14:02");
  expect(formatClockTime(new Date("2026-11-26T00:05:00").getTime(), locale)).toBe("00:05");
});
