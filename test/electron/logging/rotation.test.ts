/** The log never fills a disk: it is followed by a new file, a few older ones stay, and none of them holds a secret. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createLogging, toLogPath } from "../../../electron/logging/log.ts";
import { listLogFiles, olderFiles, rotateFiles } from "../../../electron/logging/rotate-files.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("log");

describe("the log on disk", () => {
  test("is bounded by size and count, for its owner alone, the newest first", () => {
    const logging = createLogging({ folder: folder.path(), isVerbose: false, largestBytes: 1_000 });
    const log = logging.scope("test");
    for (let line = 0; line < 400; line += 1) log.info(`line ${line} ${"x".repeat(40)}`);
    const files = listLogFiles(toLogPath(folder.path()));
    expect(files).toEqual(["tandem.log", ...[1, 2, 3, 4].map((age) => `tandem.${age}.log`)].map(folder.inside));
    expect(readdirSync(folder.path()).length).toBe(olderFiles + 1);
    for (const file of files) {
      expect(statSync(file).size).toBeLessThan(1_200);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    const numbers = files.map((file) => Number(/line (\d+)/u.exec(readFileSync(file, "utf8"))?.[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  test("is cut where the older files cannot be moved", () => {
    mkdirSync(folder.inside("tandem.4.log"));
    writeFileSync(folder.inside("tandem.4.log/kept"), "");
    expect(rotateFiles(toLogPath(folder.path()))).toBe(false);
    const logging = createLogging({ folder: folder.path(), isVerbose: false, largestBytes: 1_000 });
    for (let line = 0; line < 100; line += 1) logging.scope("test").info(`line ${line} ${"x".repeat(40)}`);
    expect(statSync(toLogPath(folder.path())).size).toBeLessThan(1_200);
    expect(readFileSync(toLogPath(folder.path()), "utf8")).toContain("line 99 ");
  });

  test("holds no secret that it was told of, whatever the line is about", () => {
    const logging = createLogging({ folder: folder.path(), isVerbose: false });
    logging.hide(['qu"iet word', "abc"]);
    logging.scope("test").info(`heard qu"iet word, ${JSON.stringify({ x: 'qu"iet word' })} and abc`);
    const text = readFileSync(toLogPath(folder.path()), "utf8");
    expect(text).toMatch(/test: heard •••, \{"x":"•••"\} and abc\n$/u);
  });
});
