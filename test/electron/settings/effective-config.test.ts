import { renameSync, writeFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createConfigSource } from "../../../electron/settings/effective-config.ts";
import type { LastGood } from "../../../electron/settings/last-good-document.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import type { OwnDocument } from "../../../electron/settings/own-document.ts";
import { createFakeLog } from "../fake-log.ts";
import { aConfiguredComputer } from "./a-configured-computer.ts";
import { aPolicy } from "./a-policy.ts";
import { fakePolicies } from "./policies/fake-policies.ts";

const good = PolicyDocument.parse(aPolicy());
const typed: OwnAccount = { document: good, enrolment: null };
const forgetful: LastGood = { read: () => null, write: () => undefined };
const nothingEntered: OwnDocument = {
  read: () => null,
  write: () => undefined,
  findLoss: () => null,
  erase: () => undefined,
};

describe("the configuration in force", () => {
  test("is the file's, and is remembered", () => {
    const { write, open, memory } = aConfiguredComputer();
    write(aPolicy());
    expect(open().current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(memory.document).toEqual(aPolicy());
  });

  test("gives the engine what it needs of it", () => {
    const { write, open } = aConfiguredComputer();
    write(aPolicy());
    expect(
      open()
        .phone()
        ?.servers.map(({ id }) => id),
    ).toEqual(["main", "backup"]);
  });

  test("is nothing, with the sentence, when the file is missing and none was ever good", () => {
    const { open, path } = aConfiguredComputer();
    const source = open();
    const problem = `${path}: the file is missing. Put a policy document there, or name one with --policy=<file>.`;
    expect(source.current()).toEqual({ document: null, configuration: { state: "missing", problem, setUp: "open" } });
    expect(source.phone()).toBeNull();
  });

  test("is the last good one, marked stale, when the file is not valid", () => {
    const { write, open, path } = aConfiguredComputer(good);
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
    const { write, open, log, path } = aConfiguredComputer();
    write({ ...aPolicy(), colour: "red" });
    expect(open().current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(log.lines).toEqual([`warn ${path}: colour: this key is not known. Remove it, or correct its spelling.`]);
  });

  test("says why a file named on the command line is not taken", () => {
    const lastGood: LastGood = { read: () => good, write: () => undefined };
    const source = createConfigSource({
      location: { ok: false, failure: "not yours" },
      findDoubt: () => null,
      policies: fakePolicies({}),
      lastGood,
      lastGoodPolicies: forgetful,
      own: nothingEntered,
      clock: systemClock,
      log: createFakeLog(),
    });
    expect(source.current()).toEqual({
      document: null,
      configuration: { state: "missing", problem: "not yours", setUp: "closed" },
    });
  });
});

describe("what was entered at this computer", () => {
  test("takes force where no document is, now and at the next start, and may be changed", () => {
    const { open, entered } = aConfiguredComputer();
    const source = open();
    expect(source.enter(typed)).toBe(true);
    const inForce = { document: good, configuration: { state: "good", problem: null, setUp: "own" } };
    expect([source.current(), entered.account]).toEqual([inForce, typed]);
    const other = PolicyDocument.parse({ ...aPolicy(), account: { user: "1002", password: "other" } });
    expect(source.enter({ document: other, enrolment: null })).toBe(true);
    expect(source.current().document?.account.user).toBe("1002");
    expect(open().current()).toEqual({ ...inForce, document: other });
  });

  test("counts for nothing where a document decides, and once one comes", async () => {
    const { write, open, entered } = aConfiguredComputer();
    const source = open();
    const heard: string[] = [];
    source.follow(({ configuration }) => void heard.push(configuration.setUp));
    source.enter(typed);
    write({ ...aPolicy(), account: { user: "1003", password: "secret" } });
    await vi.waitFor(() => expect(heard).toEqual(["open", "own", "closed"]), 20_000);
    expect(source.current().document?.account.user).toBe("1003");
    expect(source.enter(typed)).toBe(false);
    expect(entered.account).toEqual(typed);
  });

  test("is not asked for where a document cannot be read", () => {
    const { write, open } = aConfiguredComputer();
    write("{");
    const source = open();
    expect(source.current().configuration).toMatchObject({ state: "missing", setUp: "closed" });
    expect(source.enter(typed)).toBe(false);
  });

  test("stays in force while a document that came to be is broken", async () => {
    const { write, open } = aConfiguredComputer();
    const source = open();
    source.enter(typed);
    const heard: string[] = [];
    source.follow(({ configuration }) => void heard.push(`${configuration.state} ${configuration.setUp}`));
    write("{");
    await vi.waitFor(() => expect(heard).toEqual(["good own", "stale closed"]), 20_000);
    expect(source.current().document).toEqual(good);
  });
});

describe("what came by a link", () => {
  const link = "https://it.example.com/seat#token";
  const enrolment = { link, origin: "https://it.example.com", etag: null, atConfirmed: 1_000 };
  const fetched: OwnAccount = { document: good, enrolment };
  const told = { origin: "https://it.example.com", atConfirmed: 1_000, trouble: null };

  test("takes force like what was typed, and says from whom it is, never the link", () => {
    const { open } = aConfiguredComputer();
    const source = open();
    expect(source.account()).toBeNull();
    source.enter(fetched);
    expect(source.current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "own", enrolment: told },
    });
    expect(source.account()).toEqual(fetched);
    source.enter(typed);
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "own" });
  });

  test("stays in force when its server is away, which is no trouble for calls", () => {
    const { open } = aConfiguredComputer();
    const source = open();
    source.enter(fetched);
    const trouble = { kind: "unreachable" } as const;
    source.noteTrouble(trouble);
    expect(source.current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "own", enrolment: { ...told, trouble } },
    });
  });

  test("stays in force when a newer one is broken, which is told with its line until a good one comes", () => {
    const { open } = aConfiguredComputer();
    const source = open();
    source.enter(fetched);
    const line = "https://it.example.com: servers[0].url: must be a wss:// address. Correct this value.";
    source.noteTrouble({ kind: "notADocument", line });
    expect(source.current()).toMatchObject({ document: good, configuration: { state: "stale", problem: line } });
    source.enter(fetched);
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "own", enrolment: told });
  });

  test("says nothing of newer versions: a link does not decide which program runs here", () => {
    const { open } = aConfiguredComputer();
    const source = open();
    const updates = { url: "https://evil.example.com/", publicKey: `${"A".repeat(43)}=`, ring: "pilot" };
    source.enter({ document: PolicyDocument.parse({ ...aPolicy(), updates }), enrolment });
    expect(source.current()).toMatchObject({ document: good, configuration: { state: "good", setUp: "own" } });
  });

  test("counts for nothing where an administrator's document is, whatever the link's server says", () => {
    const { write, open, entered } = aConfiguredComputer();
    entered.account = fetched;
    write({ ...aPolicy(), account: { user: "1003", password: "secret" } });
    const source = open();
    expect([source.account(), source.enter(fetched)]).toEqual([null, false]);
    source.noteTrouble({ kind: "notADocument", line: "x" });
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "closed" });
    expect(source.current().document?.account.user).toBe("1003");
  });
});

describe("a change of the file", () => {
  test("is heard at once, a bad edit is survived, and a good one ends the trouble", async () => {
    const { write, open, path } = aConfiguredComputer();
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
    const { write, open, log } = aConfiguredComputer();
    write(aPolicy());
    const heard: unknown[] = [];
    open().follow((config) => void heard.push(config));
    write({ ...aPolicy(), colour: 1 });
    await vi.waitFor(() => expect(log.lines).toHaveLength(1), 20_000);
    expect(heard).toHaveLength(1);
  });
});
