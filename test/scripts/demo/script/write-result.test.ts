import { expect, test } from "vitest";
import { writeResult } from "../../../../scripts/demo/script/write-result.ts";

test("a step is one line for programs and for people, whatever its detail holds", () => {
  const result = { step: "freeze", ok: false, ms: 1_204, detail: "expected this\n  saw that" };
  expect([JSON.parse(writeResult(result, true)), writeResult(result, false)]).toEqual([
    { step: "freeze", ok: false, ms: 1_204, detail: "expected this saw that" },
    "FAIL  freeze              1204 ms  expected this saw that",
  ]);
});
