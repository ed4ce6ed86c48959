/** The window and the tray tell the time in one way, which is the person's own. */
import { expect, test } from "vitest";
import { formatClockTime } from "../../../shared/i18n/format-clock-time.ts";

const moments = ["2026-11-26T14:02:30", "2026-11-26T09:05:00", "2026-11-26T00:05:00"];

test.each([
  ["en-US", ["2:02 PM", "9:05 AM", "12:05 AM"]],
  ["es-MX", ["2:02 p.m.", "9:05 a.m.", "12:05 a.m."]],
  ["en-GB", ["14:02", "09:05", "00:05"]],
  ["en-u-hc-h23", ["14:02", "09:05", "00:05"]],
  ["de-CH", ["14:02", "09:05", "00:05"]],
  ["ru", ["14:02", "09:05", "00:05"]],
  ["ja", ["14:02", "09:05", "00:05"]],
  ["es", ["14:02", "09:05", "00:05"]],
])("a time in %s is as people there say it", (locale, times) => {
  const told = moments.map((moment) => formatClockTime(new Date(moment).getTime(), locale));
  // Which blank stands before PM changes with the release of ICU.
  expect(told.map((time) => time.replaceAll(/\s/gu, " "))).toEqual(times);
});
