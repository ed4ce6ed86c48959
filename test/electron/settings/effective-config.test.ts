import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { noForwarding } from "../../../shared/model/forwarding.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createConfigSource, type ConfigSource } from "../../../electron/settings/effective-config.ts";
import type { LastGood } from "../../../electron/settings/last-good-document.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import type { OwnDocument } from "../../../electron/settings/own-document.ts";
import { createFakeLog } from "../fake-log.ts";
import { aPolicy } from "./a-policy.ts";
import { fakePolicies, type FakePolicies } from "./policies/fake-policies.ts";

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

function setUp(kept: object | null = null) {
  const path = join(folder, "policy.json");
  const log = createFakeLog();
  const memory: { document: unknown } = { document: kept };
  const entered: { account: OwnAccount | null } = { account: null };
  const own: OwnDocument = {
    read: () => entered.account,
    write(account) {
      entered.account = account;
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
  const policiesMemory = new Map<string, unknown>();
  const lastGoodPolicies: LastGood = {
    read: (key) => policiesMemory.get(key) ?? null,
    write: (key, raw) => void policiesMemory.set(key, raw),
  };
  const open = (policies: FakePolicies = fakePolicies({}), findDoubt: (at: string) => string | null = () => null) => {
    const source = createConfigSource({
      location: { ok: true, value: path },
      findDoubt,
      policies,
      lastGood,
      lastGoodPolicies,
      own,
      clock: systemClock,
      log,
    });
    sources.push(source);
    return source;
  };
  return { path, log, memory, entered, write, open };
}

const good = PolicyDocument.parse(aPolicy());
const typed: OwnAccount = { document: good, enrolment: null };
const forgetful: LastGood = { read: () => null, write: () => undefined };
const nothingEntered: OwnDocument = { read: () => null, write: () => undefined };

describe("the configuration in force", () => {
  test("is the file's, and is remembered", () => {
    const { write, open, memory } = setUp();
    write(aPolicy());
    expect(open().current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(memory.document).toEqual(aPolicy());
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
    const { open, entered } = setUp();
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
    const { write, open, entered } = setUp();
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
    const { write, open } = setUp();
    write("{");
    const source = open();
    expect(source.current().configuration).toMatchObject({ state: "missing", setUp: "closed" });
    expect(source.enter(typed)).toBe(false);
  });

  test("stays in force while a document that came to be is broken", async () => {
    const { write, open } = setUp();
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
    const { open } = setUp();
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
    const { open } = setUp();
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
    const { open } = setUp();
    const source = open();
    source.enter(fetched);
    const line = "https://it.example.com: servers[0].url: must be a wss:// address. Correct this value.";
    source.noteTrouble({ kind: "notADocument", line });
    expect(source.current()).toMatchObject({ document: good, configuration: { state: "stale", problem: line } });
    source.enter(fetched);
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "own", enrolment: told });
  });

  test("counts for nothing where an administrator's document is, whatever the link's server says", () => {
    const { write, open, entered } = setUp();
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

describe("policies of the computer", () => {
  const { account, servers } = aPolicy();
  const whole = { managed: { account, servers } };

  test("are enough by themselves, and nobody at the seat can enter another account", () => {
    const { open } = setUp();
    const source = open(fakePolicies(whole));
    expect(source.current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(source.enter(typed)).toBe(false);
  });

  test("that only recommend an account are as good as entered here, and may be changed", () => {
    const { open } = setUp();
    const source = open(fakePolicies({ recommended: { account, servers } }));
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "own" });
    const other = PolicyDocument.parse({ ...aPolicy(), account: { user: "1002", password: "other" } });
    expect(source.enter({ document: other, enrolment: null })).toBe(true);
    expect(source.current().document?.account.user).toBe("1002");
  });

  test("hold what a document says otherwise, and leave it what they only recommend", () => {
    const { write, open } = setUp();
    write({ ...aPolicy(), failover: { rescue: "auto", callWaiting: "off" } });
    const said = { managed: { failover: { rescue: "off" } }, recommended: { failover: { callWaiting: "on" } } };
    expect(open(fakePolicies(said)).current().document?.failover).toMatchObject({ rescue: "off", callWaiting: "off" });
  });

  test("hold what a link's document says, whose silence leaves room for what they recommend", () => {
    const { open, entered } = setUp();
    const enrolment = {
      link: "https://it.example.com/a#b",
      origin: "https://it.example.com",
      etag: null,
      atConfirmed: 1,
    };
    const document = PolicyDocument.parse({ ...aPolicy(), history: { keepDays: 30 } });
    entered.account = { document, enrolment };
    const source = open(fakePolicies({ recommended: { history: { keepDays: 7, keepCalls: 500 } } }));
    expect(source.current().document?.history).toMatchObject({ keepDays: 30, keepCalls: 500 });
  });

  test("that change count at once", () => {
    const { write, open } = setUp();
    write(aPolicy());
    const policies = fakePolicies({});
    const source = open(policies);
    const heard: unknown[] = [];
    source.follow(({ document }) => void heard.push(document?.failover.rescue));
    policies.say({ managed: { failover: { rescue: "off" } } });
    policies.say({ managed: { failover: { rescue: "off" } } });
    policies.say({});
    expect(heard).toEqual(["ask", "off", "ask"]);
  });

  test("that cannot be used leave those in force that were good last, now and at the next start, and it is said", () => {
    const { write, open } = setUp();
    write(aPolicy());
    const policies = fakePolicies({ managed: { failover: { rescue: "off" }, media: { autoGain: false } } });
    const source = open(policies);
    source.follow(() => undefined);
    policies.say("/policies/managed/a.json: broken.");
    const stale = { state: "stale", problem: "/policies/managed/a.json: broken.", setUp: "closed" };
    expect([source.current().configuration, source.current().document?.failover.rescue]).toEqual([stale, "off"]);
    const next = open(policies);
    expect([next.current().configuration, next.current().document?.failover.rescue]).toEqual([stale, "off"]);
    expect(next.ofOperator().autoGain?.managedPolicy?.value).toBe(false);
  });

  test("that were never good leave the document in force, and it is said", () => {
    const { write, open } = setUp();
    write(aPolicy());
    const policies = fakePolicies({});
    policies.say("/policies/managed/a.json: broken.");
    expect(open(policies).current()).toEqual({
      document: good,
      configuration: { state: "stale", problem: "/policies/managed/a.json: broken.", setUp: "closed" },
    });
  });

  test("that do not go together with the document change nothing, and say where it lies", () => {
    const { write, open } = setUp();
    write(aPolicy());
    const policies = fakePolicies({});
    const source = open(policies);
    source.follow(() => undefined);
    policies.say({ managed: { featureCodes: { login: "*45" } } });
    expect(source.current()).toEqual({
      document: good,
      configuration: {
        state: "stale",
        problem:
          "/policies/managed/a.json: featureCodes.login: needs logout beside it: who cannot go back must not go in. Correct this value.",
        setUp: "closed",
      },
    });
  });

  test("give the window its look and its language before there is an account", () => {
    const { open } = setUp();
    const source = open(fakePolicies({ recommended: { window: { language: "ja" } } }));
    expect(source.current().configuration.setUp).toBe("open");
    expect(source.ofOperator()).toMatchObject({ language: { recommendedPolicy: { value: "ja" } } });
  });
});

describe("a document", () => {
  test("presets what it names, and holds what it locks", () => {
    const { write, open } = setUp();
    write({
      ...aPolicy(),
      media: { autoGain: false, codecs: ["pcmu"] },
      window: { language: "de" },
      locked: ["media.codecs", "window"],
    });
    const of = open().ofOperator();
    const isLocked = Object.fromEntries(
      Object.entries(of).map(([setting, { document }]) => [setting, document?.isLocked]),
    );
    expect(isLocked).toEqual({ autoGain: false, codecs: true, language: true });
  });

  test("that forbids forwarding holds it, locked or not", () => {
    const { write, open } = setUp();
    write({ ...aPolicy(), failover: { forwarding: "off" } });
    expect(open().ofOperator()).toMatchObject({ forwarding: { document: { value: noForwarding, isLocked: true } } });
  });

  test("that others than the administrator can write is not taken", () => {
    const { write, open, path } = setUp();
    write(aPolicy());
    const problem = `${path}: others can write to it`;
    expect(open(fakePolicies({}), () => problem).current()).toEqual({
      document: null,
      configuration: { state: "missing", problem, setUp: "closed" },
    });
  });
});
