import { describe, expect, it } from "vitest";
import { countResults, toLastLine } from "../../../scripts/test/results.ts";

const test = (status: string, fullName: string) => ({ status, fullName });

describe("the last line of a test run", () => {
  it("counts each test once and names what was skipped", () => {
    const results = countResults({
      testResults: [
        { status: "passed", assertionResults: [test("passed", "a"), test("skipped", "b"), test("todo", "c")] },
        { status: "failed", assertionResults: [test("passed", "d"), test("failed", "e")] },
      ],
    });
    expect(results).toEqual({ passed: 2, failed: 1, skipped: ["b", "c"] });
    expect(toLastLine(results)).toBe("2 passed, 1 failed, 2 skipped");
  });

  it("counts a file that did not load as a failure", () => {
    expect(toLastLine(countResults({ testResults: [{ status: "failed", assertionResults: [] }] }))).toBe(
      "0 passed, 1 failed",
    );
  });

  it("counts a run that left no report as a failure", () => {
    expect(toLastLine(countResults(null))).toBe("0 passed, 1 failed");
  });
});
