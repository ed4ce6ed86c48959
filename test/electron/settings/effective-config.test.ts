import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createConfigSource, type ConfigSource, type LastGood } from "../../../electron/settings/effective-config.ts";
import type { OwnDocument } from "../../../electron/settings/own-document.ts";
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
  const entered: { document: PolicyDocument | null } = { document: null };
  const own: OwnDocument = {
    read: () => entered.document,
    write(document) {
      entered.document = document;
    },
  };
  const lastGood: LastGood = {
    read: () => memory.document,
    write: (_path, document) => {
      memory.document = document;
    },
  };
  const write = (content: object | string) =>
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const open = () => {
    const source = createConfigSource({ location: { ok: true, value: path }, lastGood, own, clock: systemClock, log });
    sources.push(source);
    return source;
  };
  return { path, log, memory, entered, write, open };
}

const good = PolicyDocument.parse(aPolicy());
const nothingEntered: OwnDocument = { read: () => null, write: () => undefined };

describe("the configuration in force", () => {
  test("is the file's, and is remembered", () => {
    const { write, open, memory } = setUp();
    write(aPolicy());
    expect(open().current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
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
    expect(source.current()).toEqual({ document: null, configuration: { state: "missing", problem, setUp: "open" } });
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
        setUp: "closed",
      },
    });
  });

  test("warns of unknown keys and ignores them", () => {
    const { write, open, log, path } = setUp();
    write({ ...aPolicy(), colour: "red" });
    expect(open().current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(log.lines).toEqual([`warn ${path}: colour: this key is not known. Remove it, or correct its spelling.`]);
  });

  test("says why a file named on the command line is not taken", () => {
    const lastGood: LastGood = { read: () => good, write: () => undefined };
    const needs = { lastGood, own: nothingEntered, clock: systemClock, log: createFakeLog() };
    const source = createConfigSource({ location: { ok: false, failure: "not yours" }, ...needs });
    expect(source.current()).toEqual({
      document: null,
      configuration: { state: "missing", problem: "not yours", setUp: "closed" },
    });
  });
});

describe("what was entered at this computer", () => {
  test("takes force where no document is, now and at the next start, and may be changed", () => {
    const { open, entered } = setUp();
    const source = open();
    expect(source.enter(good)).toBe(true);
    const inForce = { document: good, configuration: { state: "good", problem: null, setUp: "own" } };
    expect([source.current(), entered.document]).toEqual([inForce, good]);
    const other = PolicyDocument.parse({ ...aPolicy(), account: { user: "1002", password: "other" } });
    expect(source.enter(other)).toBe(true);
    expect(source.current().document?.account.user).toBe("1002");
    expect(open().current()).toEqual({ ...inForce, document: other });
  });

  test("counts for nothing where a document decides, and once one comes", async () => {
    const { write, open, entered } = setUp();
    const source = open();
    const heard: string[] = [];
    source.follow(({ configuration }) => void heard.push(configuration.setUp));
    source.enter(good);
    write({ ...aPolicy(), account: { user: "1003", password: "secret" } });
    await vi.waitFor(() => expect(heard).toEqual(["open", "own", "closed"]), 20_000);
    expect(source.current().document?.account.user).toBe("1003");
    expect(source.enter(good)).toBe(false);
    expect(entered.document).toEqual(good);
  });

  test("is not asked for where a document cannot be read", () => {
    const { write, open } = setUp();
    write("{");
    const source = open();
    expect(source.current().configuration).toMatchObject({ state: "missing", setUp: "closed" });
    expect(source.enter(good)).toBe(false);
  });

  test("stays in force while a document that came to be is broken", async () => {
    const { write, open } = setUp();
    const source = open();
    source.enter(good);
    const heard: string[] = [];
    source.follow(({ configuration }) => void heard.push(`${configuration.state} ${configuration.setUp}`));
    write("{");
    await vi.waitFor(() => expect(heard).toEqual(["good own", "stale closed"]), 20_000);
    expect(source.current().document).toEqual(good);
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
