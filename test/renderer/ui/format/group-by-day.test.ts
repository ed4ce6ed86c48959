/** Calls stand under the day a person would name. */
import { expect, test } from "vitest";
import { groupByDay } from "../../../../renderer/ui/format/group-by-day.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { anEndedCall } from "../../../builders/a-call.ts";

const at = (text: string) => new Date(text).getTime();
const now = at("2026-11-26T00:20:00");
const atOf = ({ atStarted }: Call) => atStarted;
const callAt = (id: string, text: string) => anEndedCall({}, { id, atStarted: at(text) });

test("today and yesterday by name, older days by weekday and date, the newest first", () => {
  const calls = [
    callAt("a", "2026-11-26T00:05:00"),
    callAt("b", "2026-11-25T23:55:00"),
    callAt("c", "2026-11-25T00:01:00"),
    callAt("d", "2026-11-20T12:00:00"),
  ];
  const { groups, atMidnight } = groupByDay(calls, atOf, now, "en");
  expect(groups.map(({ day, items: ofDay }) => [day, ofDay.map(({ id }) => id)])).toEqual([
    ["Today", ["a"]],
    ["Yesterday", ["b", "c"]],
    ["Friday, November 20", ["d"]],
  ]);
  expect(atMidnight).toBe(at("2026-11-27T00:00:00"));
});

test("a call of the future, after the clock was set back, is of today", () => {
  expect(groupByDay([callAt("a", "2026-11-26T18:00:00")], atOf, now, "ru").groups[0]?.day).toBe("Сегодня");
});
