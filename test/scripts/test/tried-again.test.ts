import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../../scripts/run-program.ts";
import { readTriedAgain } from "../../../scripts/test/tried-again.ts";

const root = join(import.meta.dirname, "../../..");

it("a test that holds only at its second try is named with its first failure, and one that holds at once is not", async () => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/tried-again-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, ".cache"));
  writeFileSync(join(folder, "vitest.config.ts"), "export default {};");
  writeFileSync(
    join(folder, "some.test.ts"),
    `import { expect, it } from "vitest";
     let tries = 0;
     it("wavers", { retry: 1 }, () => expect(++tries, "the first try").toBe(2));
     it("stands", { retry: 1 }, () => expect(1).toBe(1));`,
  );
  const { code, output } = await runProgram(folder, join(root, "node_modules/.bin/vitest"), [
    "run",
    `--root=${folder}`,
    `--reporter=${join(root, "scripts/test/report-tried-again.ts")}`,
  ]);
  expect([code, readTriedAgain(folder)], output).toEqual([0, ["wavers"]]);
  expect(output).toContain("the first try");
});

it("a run that left no list had none", () => {
  expect(readTriedAgain(join(root, ".cache/no-such-folder"))).toEqual([]);
});
