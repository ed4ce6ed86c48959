import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createKeepingBook, toKeepingTrouble } from "../../../electron/files/keeping.ts";
import { createKeptFile } from "../../../electron/files/kept-file.ts";
import type { Keeping } from "../../../shared/model/keeping.ts";
import { createFakeLog } from "../fake-log.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("kept");

function open() {
  const told: Keeping[] = [];
  const keeping = createKeepingBook();
  keeping.follow((now) => void told.push(now));
  const log = createFakeLog();
  const path = folder.inside("list.json");
  const file = createKeptFile<readonly string[]>({
    path,
    log,
    keeping,
    nothing: [],
    toKept: (list) => ({ list }),
    fromKept: () => null,
    words: { unwritable: "It is forgotten.", senseless: "it begins anew", partly: String },
  });
  return { file, path, told, log };
}

test("A kept file that makes no sense is put aside with all that is in it, before anything new is written", async () => {
  const { file, path, told, log } = open();
  writeFileSync(path, "damaged");
  expect(file.read()).toEqual([]);
  file.write(["new"]);
  await file.settle();
  expect([readFileSync(`${path}.bad`, "utf8"), readFileSync(path, "utf8")]).toEqual(["damaged", '{"list":["new"]}']);
  expect(told).toEqual([{ trouble: null, setAside: [`${path}.bad`] }]);
  expect(log.lines).toEqual([`warn ${path} could not be read; it is kept as ${path}.bad; it begins anew`]);
});

test("A kept file that cannot be written says so once, and its value stays until the end", async () => {
  const { file, path, told } = open();
  mkdirSync(`${path}.new`);
  file.write(["one"]);
  await file.settle();
  file.write(["two"]);
  await file.settle();
  expect(told).toEqual([{ trouble: "failed", setAside: [] }]);
});

test("What is done beside a kept file is never in the middle of its writing, and what is written meanwhile comes after", async () => {
  const { file, path } = open();
  const still = Promise.withResolvers<void>();
  const seen: boolean[] = [];
  const look = () => seen.push(existsSync(`${path}.new`));
  file.write(["one"]);
  const done = file.whileStill(async () => {
    look();
    file.write(["two"]);
    await still.promise;
    look();
    expect(readFileSync(path, "utf8")).toBe('{"list":["one"]}');
  });
  const after = file.whileStill(async () => void look());
  still.resolve();
  await Promise.all([done, after, file.settle()]);
  expect([seen, readFileSync(path, "utf8")]).toEqual([[false, false, false], '{"list":["two"]}']);
});

test.each([
  ["ENOSPC", "full"],
  ["EDQUOT", "full"],
  ["EROFS", "readOnly"],
  ["EACCES", "readOnly"],
  ["EIO", "failed"],
])("What the system calls %s is %s", (code, trouble) => {
  expect(toKeepingTrouble(Object.assign(new Error(code), { code }))).toBe(trouble);
});
