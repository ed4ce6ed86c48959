// A lock file admits one worker at a time and does not outlive its owner.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../../scripts/setup/lock-file.ts";

const impossiblePid = 4_194_305;

describe("a lock file", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-lock-"));
    path = join(folder, "lock");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("admits one at a time and says so to who waits", async () => {
    const steps: string[] = [];
    const work = async (name: string): Promise<string> => {
      steps.push(`${name} in`);
      await sleep(200);
      steps.push(`${name} out`);
      return name;
    };
    const results = await Promise.all([
      withLock(path, () => work("first")),
      withLock(
        path,
        () => work("second"),
        () => steps.push("second waits"),
      ),
    ]);
    expect({ results, steps, left: readdirSync(folder) }).toEqual({
      results: ["first", "second"],
      steps: ["first in", "second waits", "first out", "second in", "second out"],
      left: [],
    });
  });

  it("passes over an owner that is dead", async () => {
    writeFileSync(path, String(impossiblePid));
    expect(await withLock(path, async () => existsSync(path))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is given back when the work fails", async () => {
    const failing = withLock(path, async () => {
      throw new Error("the work failed");
    });
    await expect(failing).rejects.toThrow("the work failed");
    expect(readdirSync(folder)).toEqual([]);
  });
});
