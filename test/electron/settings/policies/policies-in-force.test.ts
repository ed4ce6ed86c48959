import { describe, expect, test } from "vitest";
import { noForwarding } from "../../../../shared/model/forwarding.ts";
import type { OwnAccount } from "../../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../../shared/model/policy-document.ts";
import { aConfiguredComputer } from "../a-configured-computer.ts";
import { aPolicy } from "../a-policy.ts";
import { fakePolicies } from "./fake-policies.ts";

const good = PolicyDocument.parse(aPolicy());
const typed: OwnAccount = { document: good, enrolment: null };

describe("policies of the computer", () => {
  const { account, servers } = aPolicy();
  const whole = { managed: { account, servers } };

  test("are enough by themselves, and nobody at the seat can enter another account", () => {
    const { open } = aConfiguredComputer();
    const source = open(fakePolicies(whole));
    expect(source.current()).toEqual({
      document: good,
      configuration: { state: "good", problem: null, setUp: "closed" },
    });
    expect(source.enter(typed)).toBe(false);
  });

  test("that only recommend an account are as good as entered here, and may be changed", () => {
    const { open } = aConfiguredComputer();
    const source = open(fakePolicies({ recommended: { account, servers } }));
    expect(source.current().configuration).toEqual({ state: "good", problem: null, setUp: "own" });
    const other = PolicyDocument.parse({ ...aPolicy(), account: { user: "1002", password: "other" } });
    expect(source.enter({ document: other, enrolment: null })).toBe(true);
    expect(source.current().document?.account.user).toBe("1002");
  });

  test("hold what a document says otherwise, and leave it what they only recommend", () => {
    const { write, open } = aConfiguredComputer();
    write({ ...aPolicy(), failover: { rescue: "auto", callWaiting: "off" } });
    const said = { managed: { failover: { rescue: "off" } }, recommended: { failover: { callWaiting: "on" } } };
    expect(open(fakePolicies(said)).current().document?.failover).toMatchObject({ rescue: "off", callWaiting: "off" });
  });

  test("hold what a link's document says, whose silence leaves room for what they recommend", () => {
    const { open, entered } = aConfiguredComputer();
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
    const { write, open } = aConfiguredComputer();
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

  test("that held the account and are taken away leave it until the next start, which then may be set up anew", () => {
    const { open, path } = aConfiguredComputer();
    const policies = fakePolicies(whole);
    const source = open(policies);
    source.follow(() => undefined);
    policies.say({});
    const problem = `${path}: the file is missing. Put a policy document there, or name one with --policy=<file>.`;
    expect(source.current()).toEqual({ document: good, configuration: { state: "stale", problem, setUp: "closed" } });
    expect(open(policies).current().configuration).toEqual({ state: "missing", problem, setUp: "open" });
  });

  test("that cannot be used leave those in force that were good last, now and at the next start, and it is said", () => {
    const { write, open } = aConfiguredComputer();
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
    const { write, open } = aConfiguredComputer();
    write(aPolicy());
    const policies = fakePolicies({});
    policies.say("/policies/managed/a.json: broken.");
    expect(open(policies).current()).toEqual({
      document: good,
      configuration: { state: "stale", problem: "/policies/managed/a.json: broken.", setUp: "closed" },
    });
  });

  test("that do not go together with the document change nothing, and say where it lies", () => {
    const { write, open } = aConfiguredComputer();
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
    const { open } = aConfiguredComputer();
    const source = open(fakePolicies({ recommended: { window: { language: "ja" } } }));
    expect(source.current().configuration.setUp).toBe("open");
    expect(source.ofOperator()).toMatchObject({ language: { recommendedPolicy: { value: "ja" } } });
  });
});

describe("a document", () => {
  test("presets what it names, and holds what it locks", () => {
    const { write, open } = aConfiguredComputer();
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
    const { write, open } = aConfiguredComputer();
    write({ ...aPolicy(), failover: { forwarding: "off" } });
    expect(open().ofOperator()).toMatchObject({ forwarding: { document: { value: noForwarding, isLocked: true } } });
  });

  test("that others than the administrator can write is not taken", () => {
    const { write, open, path } = aConfiguredComputer();
    write(aPolicy());
    const problem = `${path}: others can write to it`;
    expect(open(fakePolicies({}), () => problem).current()).toEqual({
      document: null,
      configuration: { state: "missing", problem, setUp: "closed" },
    });
  });
});
