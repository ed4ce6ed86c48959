import { expect, test } from "vitest";
import { toIncomingBounds } from "../../../electron/windows/incoming-bounds.ts";

const screen = { x: 1920, y: 40, width: 1280, height: 1000 };

test("the card stands in the lower right corner of the screen that is worked on", () => {
  expect(toIncomingBounds(1, screen)).toEqual({ x: 2824, y: 862, width: 360, height: 162 });
});

test("it grows upwards with every call, and stops growing at four", () => {
  const tops = [1, 2, 4, 9].map((calls) => toIncomingBounds(calls, screen).y);
  expect(tops).toEqual([862, 736, 484, 484]);
});
