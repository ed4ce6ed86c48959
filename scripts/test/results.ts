/** Reads what vitest reported and counts it, so that the last line of a run is a plain sum. */
import { readFileSync } from "node:fs";

export type Results = {
  readonly passed: number;
  readonly failed: number;
  /** Full names of the tests that did not run. */
  readonly skipped: readonly string[];
};

type Report = {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** A file that did not even load counts as one failure; a missing report as one too. */
export function readResults(file: string): Results {
  return countResults(readReport(file));
}

export function countResults(report: Report | null): Results {
  if (report === null) return { passed: 0, failed: 1, skipped: [] };
  const tests = report.testResults.flatMap((result) => result.assertionResults);
  const unloaded = report.testResults.filter(
    (result) => result.status === "failed" && !result.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: tests.filter((test) => test.status === "failed").length + unloaded.length,
    skipped: tests.filter((test) => !["passed", "failed"].includes(test.status)).map((test) => test.fullName),
  };
}

export function toLastLine({ passed, failed, skipped }: Results): string {
  const sum = `${passed} passed, ${failed} failed`;
  return skipped.length === 0 ? sum : `${sum}, ${skipped.length} skipped`;
}

function readReport(file: string): Report | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  }
}
