/** Names the tests that held only when they were tried again, with what went wrong at first. */
import { writeFileSync } from "node:fs";
import type { Reporter, TestCase } from "vitest/node";
import { triedAgainFile } from "./tried-again.ts";

export default class ReportTriedAgain implements Reporter {
  private readonly names: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky !== true) return;
    this.names.push(test.fullName);
    const [first] = test.result().errors ?? [];
    console.error(`TRIED AGAIN: ${test.fullName}\n${first?.stack ?? first?.message ?? ""}`);
  }

  onTestRunEnd(): void {
    writeFileSync(triedAgainFile, JSON.stringify(this.names));
  }
}
