import { describe, expect, test } from "vitest";
import { chooseBounds, defaultSize } from "../../../electron/windows/window-bounds.ts";

const screen = { x: 0, y: 0, width: 1_280, height: 720 };

describe("a window", () => {
  test("opens in its default size, placed by the system, the first time", () => {
    expect(chooseBounds(null, [screen])).toEqual(defaultSize);
  });

  test("opens where it was", () => {
    const bounds = { x: 800, y: 10, width: 400, height: 700 };
    expect(chooseBounds(bounds, [screen])).toEqual(bounds);
  });

  test("forgets a place that no screen shows any more, and keeps its size", () => {
    const bounds = { x: 3_000, y: 10, width: 400, height: 700 };
    expect(chooseBounds(bounds, [screen])).toEqual({ width: 400, height: 700 });
    expect(chooseBounds({ ...bounds, x: 100, y: -300 }, [screen])).toEqual({ width: 400, height: 700 });
  });

  test("is never smaller than it can be used", () => {
    expect(chooseBounds({ x: 0, y: 0, width: 10, height: 10 }, [screen])).toEqual({
      x: 0,
      y: 0,
      width: 320,
      height: 480,
    });
  });
});
