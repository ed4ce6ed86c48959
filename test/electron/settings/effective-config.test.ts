import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createConfigSource, type ConfigSource, type LastGood } from "../../../electron/settings/effective-config.ts";
import { createFakeLog } from "../fake-log.ts";
import { aPolicy } from "./a-policy.ts";

let folder = "";
let sources: ConfigSource[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-config-"));
});
afterEach(() => {
  for (const source of sources) source.stop();
  sources = [];
  rmSync(folder, { recursive: true });
});

function setUp(kept: PolicyDocument | null = null) {
  const path = join(folder, "policy.json");
  const log = createFakeLog();
  const memory: { document: PolicyDocument | null } = { document: kept };
  const lastGood: LastGood = {
    read: () => memory.document,
    write: (_path, document) => {
      memory.document = document;
    },
  };
  const write = (content: object | string) =>
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const open = () => {
    const source = createConfigSource({ location: { ok: true, value: path }, lastGood, clock: systemClock, log });
    sources.push(source);
    return source;
  };
  return { path, log, memory, write, open };
}

const good = PolicyDocument.parse(aPolicy());

describe("the configuration in force", () => {
  test("is the file's, and is remembered", () => {
    const { write, open, memory } = setUp();
    write(aPolicy());
    expect(open().current()).toEqual({ document: good, configuration: { state: "good", problem: null } });
    expect(memory.document).toEqual(good);
  });

  test("gives the engine what it needs of it", () => {
    const { write, open } = setUp();
    write(aPolicy());
    expect(
      open()
        .phone()
        ?.servers.map(({ id }) => id),
    ).toEqual(["main", "backup"]);
  });

  test("is nothing, with the sentence, when the file is missing and none was ever good", () => {
    const { open, path } = setUp();
    const source = open();
    const problem = `${path}: the file is missing. Put a policy document there, or name one with --policy=<file>.`;
    expect(source.current()).toEqual({ document: null, configuration: { state: "missing", problem } });
    expect(source.phone()).toBeNull();
  });

  test("is the last good one, marked stale, when the file is not valid", () => {
    const { write, open, path } = setUp(good);
    write("{");
    expect(open().current()).toEqual({
      document: good,
      configuration: {
        state: "stale",
        problem: `${path}: line 1: this is not JSON (Expected property name or '}'). Correct that line.`,
      },
    });
  });

  test("warns of unknown keys and ignores them", () => {
    const { write, open, log, path } = setUp();
    write({ ...aPolicy(), colour: "red" });
    expect(open().current()).toEqual({ document: good, configuration: { state: "good", problem: null } });
    expect(log.lines).toEqual([`warn ${path}: colour: this key is not known. Remove it, or correct its spelling.`]);
  });

  test("says why a file named on the command line is not taken", () => {
    const lastGood: LastGood = { read: () => good, write: () => undefined };
    const needs = { lastGood, clock: systemClock, log: createFakeLog() };
    const source = createConfigSource({ location: { ok: false, failure: "not yours" }, ...needs });
    expect(source.current()).toEqual({ document: null, configuration: { state: "missing", problem: "not yours" } });
  });
});

describe("a change of the file", () => {
  test("is heard at once, a bad edit is survived, and a good one ends the trouble", async () => {
    const { write, open, path } = setUp();
    write(aPolicy());
    const heard: string[] = [];
    open().follow(({ configuration, document }) => {
      heard.push(`${configuration.state} ${document?.servers.map(({ name }) => name).join() ?? "-"}`);
    });
    expect(heard).toEqual(["good Main,Backup"]);
    write("{ broken");
    await vi.waitFor(() => expect(heard.at(-1)).toBe("stale Main,Backup"), 20_000);
    const next = aPolicy();
    next.servers.pop();
    writeFileSync(`${path}.new`, JSON.stringify(next));
    renameSync(`${path}.new`, path);
    await vi.waitFor(() => expect(heard.at(-1)).toBe("good Main"), 20_000);
    expect(heard).toEqual(["good Main,Backup", "stale Main,Backup", "good Main"]);
  });

  test("is not told when nothing is different", async () => {
    const { write, open, log } = setUp();
    write(aPolicy());
    const heard: unknown[] = [];
    open().follow((config) => void heard.push(config));
    write({ ...aPolicy(), colour: 1 });
    await vi.waitFor(() => expect(log.lines).toHaveLength(1), 20_000);
    expect(heard).toHaveLength(1);
  });
});
