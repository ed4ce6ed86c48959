import { describe, expect, test } from "vitest";
import { forgetAfterMs, toRestartWaitMs } from "../../../electron/engine-host/restart-policy.ts";

describe("the wait before the engine is started again", () => {
  test.each([
    [[1_000], 0],
    [[1_000, 2_000], 1_000],
    [[1_000, 2_000, 3_000], 5_000],
    [[1_000, 2_000, 3_000, 4_000], 30_000],
    [[1_000, 2_000, 3_000, 4_000, 5_000], 30_000],
  ])("after deaths at %j is %d ms", (deaths, waitMs) => {
    expect(toRestartWaitMs(deaths, deaths.at(-1) ?? 0)).toBe(waitMs);
  });

  test("forgets deaths older than five minutes", () => {
    const at = 10_000_000;
    expect(toRestartWaitMs([at - forgetAfterMs, at - forgetAfterMs - 1, at], at)).toBe(0);
    expect(toRestartWaitMs([at - forgetAfterMs + 1, at], at)).toBe(1_000);
  });
});
