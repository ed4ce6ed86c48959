import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchFile, type WatchedFile } from "../../../electron/settings/watch-file.ts";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";

let folder = "";
let watched: WatchedFile | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-watch-"));
});
afterEach(() => {
  watched?.stop();
  rmSync(folder, { recursive: true });
});

const at = (...names: string[]) => join(folder, ...names);
const told = (onChanged: ReturnType<typeof vi.fn>, times: number) =>
  vi.waitFor(() => expect(onChanged).toHaveBeenCalledTimes(times), 5_000);

function follow(path: string, clock: Parameters<typeof watchFile>[1] = systemClock) {
  const onChanged = vi.fn();
  watched = watchFile(path, clock, createFakeLog());
  watched.follow(onChanged);
  return onChanged;
}

test("a file that is swapped behind links, as container platforms do it, is told once", async () => {
  for (const version of ["v1", "v2"]) {
    mkdirSync(at(version));
    writeFileSync(at(version, "policy.json"), version);
  }
  symlinkSync("v1", at("..data"));
  symlinkSync("..data/policy.json", at("policy.json"));
  const onChanged = follow(at("policy.json"));
  symlinkSync("v2", at("..data_tmp"));
  renameSync(at("..data_tmp"), at("..data"));
  await told(onChanged, 1);
});

test("a file that is edited behind a link to another folder is told", async () => {
  mkdirSync(at("elsewhere"));
  writeFileSync(at("elsewhere", "policy.json"), "1");
  symlinkSync(at("elsewhere", "policy.json"), at("policy.json"));
  const onChanged = follow(at("policy.json"));
  writeFileSync(at("elsewhere", "policy.json"), "12");
  await told(onChanged, 1);
});

test("removed, put back and emptied are three changes", async () => {
  writeFileSync(at("policy.json"), "1");
  const onChanged = follow(at("policy.json"));
  rmSync(at("policy.json"));
  await told(onChanged, 1);
  writeFileSync(at("policy.json"), "1");
  await told(onChanged, 2);
  writeFileSync(at("policy.json"), "");
  await told(onChanged, 3);
});

test("what happened between the first reading and the watching is told", async () => {
  writeFileSync(at("policy.json"), "1");
  const onChanged = vi.fn();
  watched = watchFile(at("policy.json"), systemClock, createFakeLog());
  writeFileSync(at("policy.json"), "12");
  watched.follow(onChanged);
  await told(onChanged, 1);
});

test("a file that is still being written is waited for, however busy its folder is", () => {
  const clock = createFakeMainClock();
  writeFileSync(at("policy.json"), "1");
  const onChanged = follow(at("policy.json"), clock);
  for (const text of ["{", '{ "ver', '{ "version": 1']) {
    writeFileSync(at("policy.json"), text);
    writeFileSync(at("other.log"), text);
    clock.advance(100);
    expect(onChanged).not.toHaveBeenCalled();
  }
  clock.advance(100);
  expect(onChanged).toHaveBeenCalledTimes(1);
  clock.advance(1_000);
  expect(onChanged).toHaveBeenCalledTimes(1);
});

test("a folder that is replaced as a whole, which no watcher tells, is seen within half a minute", () => {
  const clock = createFakeMainClock();
  for (const name of ["in-use", "new"]) {
    mkdirSync(at(name));
    writeFileSync(at(name, "policy.json"), name);
  }
  const onChanged = follow(at("in-use", "policy.json"), clock);
  clock.advance(200);
  renameSync(at("in-use"), at("old"));
  renameSync(at("new"), at("in-use"));
  clock.advance(30_200);
  expect(onChanged).toHaveBeenCalledTimes(1);
});

test("a folder that is not there yet is looked for", () => {
  const clock = createFakeMainClock();
  const onChanged = follow(at("later", "policy.json"), clock);
  mkdirSync(at("later"));
  writeFileSync(at("later", "policy.json"), "1");
  clock.advance(30_200);
  expect(onChanged).toHaveBeenCalledTimes(1);
});
