import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { beginWhole, writeWhole, writeWholeSync } from "../../../electron/files/write-whole.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("write-whole");

describe.each([
  ["at once", async (path: string, text: string) => writeWholeSync(path, text)],
  ["later", writeWhole],
])("a file that is written whole, %s", (_when, write) => {
  test("is its owner's alone, and takes the place of what stood or was linked there", async () => {
    writeFileSync(own.inside("elsewhere"), "untouched");
    symlinkSync(own.inside("elsewhere"), own.inside("file"));
    await write(own.inside("file"), "whole");
    expect([readFileSync(own.inside("file"), "utf8"), readFileSync(own.inside("elsewhere"), "utf8")]).toEqual([
      "whole",
      "untouched",
    ]);
    expect(statSync(own.inside("file")).mode & 0o077).toBe(0);
  });

  test("leaves nothing behind where it cannot be put in its place", async () => {
    mkdirSync(own.inside("folder"));
    await expect(write(own.inside("folder"), "whole")).rejects.toThrow();
    expect(readdirSync(own.path())).toEqual(["folder"]);
    await expect(write(own.inside("gone/file"), "whole")).rejects.toThrow("ENOENT");
  });
});

test("a file in pieces is there once it is finished, and no trace is left of one that is given up", () => {
  const file = beginWhole(own.inside("file"));
  file.write("one,");
  file.write("two");
  expect(existsSync(own.inside("file"))).toBe(false);
  file.finish();
  expect(readFileSync(own.inside("file"), "utf8")).toBe("one,two");
  const other = beginWhole(own.inside("other"));
  other.write("half");
  other.giveUp();
  expect(readdirSync(own.path())).toEqual(["file"]);
});
