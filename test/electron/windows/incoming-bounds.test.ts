import { expect, test } from "vitest";
import { toIncomingBounds } from "../../../electron/windows/incoming-bounds.ts";

const screen = { x: 1920, y: 40, width: 1280, height: 1000 };

test("the card stands in the lower right corner of the screen that is worked on", () => {
  expect(toIncomingBounds(1, screen, 100)).toEqual({ x: 2824, y: 862, width: 360, height: 162 });
});

test("it grows upwards with every call, and stops growing at four", () => {
  const tops = [1, 2, 4, 9].map((calls) => toIncomingBounds(calls, screen, 100).y);
  expect(tops).toEqual([862, 736, 484, 484]);
});

test("it is as much larger as its page is drawn, and never larger than the screen", () => {
  expect(toIncomingBounds(1, screen, 200)).toEqual({ x: 2464, y: 700, width: 720, height: 324 });
  const small = { x: 0, y: 0, width: 640, height: 480 };
  expect(toIncomingBounds(4, small, 200)).toEqual({ x: 16, y: 16, width: 608, height: 448 });
});
