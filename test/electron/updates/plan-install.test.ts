import { expect, test } from "vitest";
import { planInstall, spreadMs } from "../../../electron/updates/plan-install.ts";
import { monday } from "./a-manifest.ts";

const minuteMs = 60_000;

test("the seats of a shift are spread over the half hour after it, or over half of a shorter break", () => {
  const day = ["mon-fri 08:00-18:00"];
  expect(planInstall(day, 0, monday(9).wall)).toBe(monday(18).wall);
  expect(planInstall(day, 0.5, monday(9).wall)).toBe(monday(18, 15).wall);
  const withBreak = ["mon-fri 08:00-12:00", "mon-fri 12:20-18:00"];
  expect(planInstall(withBreak, 0.5, monday(9).wall)).toBe(monday(12, 5).wall);
});

test("outside the shifts, and without any, the half hour begins now, and ends before the next shift", () => {
  expect(planInstall([], 0.5, monday(9).wall)).toBe(monday(9).wall + spreadMs / 2);
  expect(planInstall(["mon-fri 08:00-18:00"], 0.999_9, monday(7, 50).wall)).toBeLessThan(monday(7, 55).wall);
  expect(planInstall(["mon-fri 08:00-18:00"], 0.5, monday(20).wall)).toBe(monday(20).wall + 15 * minuteMs);
});

test("there is no time where the shifts leave none", () => {
  expect(planInstall(["08:00-20:00", "20:00-08:00"], 0, monday(9).wall)).toBeNull();
});
