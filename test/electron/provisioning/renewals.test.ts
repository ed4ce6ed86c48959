import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fetched } from "../../../electron/provisioning/read-answer.ts";
import { createRenewals } from "../../../electron/provisioning/renewals.ts";
import { toFirstLookMs, toNextLookMs, toRegularLookMs } from "../../../electron/provisioning/next-look.ts";
import type { FetchTrouble } from "../../../shared/model/enrolment.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";
import { createFakeLog } from "../fake-log.ts";
import { atFakeStart, createFakeMainClock } from "../fake-main-clock.ts";
import { aPolicy } from "../settings/a-policy.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const origin = "https://it.example.com";
const link = `${origin}/seats/7#secret-token`;
const yesterday = atFakeStart - 24 * hourMs;

function anAccount(more: Partial<OwnAccount["enrolment"] & object> = {}, policy: object = {}): OwnAccount {
  const document = PolicyDocument.parse({ ...aPolicy(), ...policy });
  return { document, enrolment: { link, origin, etag: '"1"', atConfirmed: yesterday, ...more } };
}

function setUp(account: OwnAccount | null = anAccount(), provisioning: { readonly signedBy?: string } = {}) {
  const world: { account: OwnAccount | null; answer: Fetched | Promise<Fetched>; troubles: FetchTrouble[] } = {
    account,
    answer: { kind: "unchanged" },
    troubles: [],
  };
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const asked: {
    readonly at: number;
    readonly url: string;
    readonly token: string | null;
    readonly etag: string | null;
  }[] = [];
  const renewals = createRenewals({
    account: () => world.account,
    renew(next) {
      world.account = next;
      renewals.attend();
    },
    noteTrouble: (trouble) => void world.troubles.push(trouble),
    provisioning: () => provisioning,
    async fetch({ url, token }, asking) {
      asked.push({ at: clock.now(), url, token, etag: asking?.etag ?? null });
      return world.answer;
    },
    clock,
    dice: createFixedDice(),
    log,
  });
  const pass = async (ms: number, steps = 1) => {
    for (let step = 0; step < steps; step += 1) {
      clock.advance(ms / steps);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  };
  return { world, clock, log, asked, renewals, pass };
}

describe("a phone that was set up by a link", () => {
  test("looks again within a minute of its start, and then about every twelve hours", async () => {
    const { asked, renewals, world, pass } = setUp();
    renewals.attend();
    await pass(minuteMs);
    expect(asked).toEqual([{ at: expect.any(Number), url: `${origin}/seats/7`, token: "secret-token", etag: '"1"' }]);
    expect(world.account?.enrolment?.atConfirmed).toBeGreaterThan(atFakeStart - 1);
    await pass(10.7 * hourMs);
    expect(asked).toHaveLength(1);
    await pass(2.6 * hourMs);
    expect(asked).toHaveLength(2);
  });

  test("looks as often as its document says, and not at once when it was set up just now", async () => {
    const { asked, renewals, pass } = setUp(
      anAccount({ atConfirmed: atFakeStart }, { provisioning: { refreshHours: 1 } }),
    );
    renewals.attend();
    await pass(53 * minuteMs);
    expect(asked).toEqual([]);
    await pass(14 * minuteMs);
    expect(asked).toHaveLength(1);
  });

  test("takes a newer document, and looks where that one says from then on", async () => {
    const { asked, renewals, world, pass, log } = setUp();
    const later = `${origin}/own#other`;
    const document = PolicyDocument.parse({ ...aPolicy(), provisioning: { link: later, refreshHours: 1 } });
    world.answer = { kind: "document", document, etag: '"2"' };
    renewals.attend();
    await pass(minuteMs);
    expect(world.account).toMatchObject({ document, enrolment: { link: later, origin, etag: null } });
    world.answer = { kind: "unchanged" };
    await pass(67 * minuteMs, 10);
    expect(asked.slice(1)).toEqual([{ at: expect.any(Number), url: `${origin}/own`, token: "other", etag: null }]);
    expect(log.lines).toEqual([`info ${origin} sent a newer document`]);
  });

  test("keeps what it has while the server is away, tries ever more seldom, and says so once it is back", async () => {
    const { asked, renewals, world, pass } = setUp();
    const kept = world.account;
    world.answer = { kind: "trouble", trouble: { kind: "unreachable" } };
    renewals.attend();
    await pass(5 * hourMs, 300);
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(gaps[0]).toBeLessThanOrEqual(6 * minuteMs);
    expect(gaps.at(-1)).toBeGreaterThanOrEqual(30 * minuteMs);
    expect(asked.length).toBeGreaterThan(5);
    expect([world.account, world.troubles.length]).toEqual([kept, asked.length]);
    world.answer = { kind: "unchanged" };
    await pass(hourMs, 60);
    expect(world.account).toMatchObject({ document: kept?.document });
    expect(world.account?.enrolment?.atConfirmed).toBeGreaterThan(atFakeStart);
  });

  test("asks no sooner than its server wishes, and no later than a day however long that is", async () => {
    for (const [retryAfterMs, from, to] of [
      [2 * hourMs, 2 * hourMs, 2.2 * hourMs],
      [400 * hourMs, 24 * hourMs, 24.2 * hourMs],
    ] as const) {
      const { asked, renewals, world, pass } = setUp();
      world.answer = { kind: "trouble", trouble: { kind: "failing", status: 503 }, retryAfterMs };
      renewals.attend();
      await pass(25 * hourMs, 500);
      const wait = (asked[1]?.at ?? 0) - (asked[0]?.at ?? 0);
      expect(wait).toBeGreaterThanOrEqual(from);
      expect(wait).toBeLessThanOrEqual(to);
    }
  });

  test("asks for the whole document where the policy wants it signed and it is not", async () => {
    const { asked, renewals, pass } = setUp(anAccount(), { signedBy: "a key" });
    renewals.attend();
    await pass(minuteMs);
    expect(asked).toMatchObject([{ etag: null }]);
    const signed = { text: "{}", signature: "x" };
    const whole = setUp(anAccount({ signed }), { signedBy: "a key" });
    whole.renewals.attend();
    await whole.pass(minuteMs);
    expect(whole.asked).toMatchObject([{ etag: '"1"' }]);
  });

  test("is left alone where an operator signed in, whose document names no link", async () => {
    const { asked, renewals, pass } = setUp(anAccount({ link: null, isSignedIn: true }));
    renewals.attend();
    await pass(30 * hourMs, 30);
    expect(asked).toEqual([]);
  });

  test("does not hammer a server that refuses it, or whose document is broken", async () => {
    for (const trouble of [{ kind: "notAccepted" }, { kind: "notADocument", line: "x" }] as const) {
      const { asked, renewals, world, pass } = setUp();
      world.answer = { kind: "trouble", trouble };
      renewals.attend();
      await pass(10 * hourMs, 20);
      expect([asked.length, world.troubles]).toEqual([1, [trouble]]);
    }
  });

  test("takes nothing that comes after somebody set it up anew, or an administrator's document came", async () => {
    for (const next of [
      anAccount({ link: `${origin}/another` }),
      { document: anAccount().document, enrolment: null },
      null,
    ]) {
      const { renewals, world, pass } = setUp();
      const late = Promise.withResolvers<Fetched>();
      world.answer = late.promise;
      renewals.attend();
      await pass(minuteMs);
      world.account = next;
      renewals.attend();
      late.resolve({
        kind: "document",
        document: PolicyDocument.parse({ ...aPolicy(), locked: ["account"] }),
        etag: null,
      });
      await pass(0);
      expect(world.account).toBe(next);
    }
  });

  test("is left alone where nothing came by a link, and once Tandem is closed", async () => {
    const typed = setUp({ document: anAccount().document, enrolment: null });
    typed.renewals.attend();
    expect(typed.clock.waiting()).toBe(0);
    const closed = setUp();
    closed.renewals.attend();
    closed.renewals.stop();
    await closed.pass(24 * hourMs);
    expect([closed.asked, closed.clock.waiting()]).toEqual([[], 0]);
  });

  test("tells no log where exactly it looks, nor by which token", async () => {
    const { renewals, world, pass, log } = setUp();
    world.answer = { kind: "trouble", trouble: { kind: "failing", status: 500 } };
    renewals.attend();
    await pass(hourMs, 30);
    expect(log.lines.length).toBeGreaterThan(1);
    expect(log.lines.join("\n")).not.toMatch(/seats|secret/u);
  });
});

describe("when it looks again", () => {
  test("is never at once, never later than the document wants by a tenth, and not the same for every seat", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 168 }),
        fc.integer({ min: 1, max: 50 }),
        (seed, hours, failures) => {
          const dice = createFixedDice(seed);
          const waits = [
            toFirstLookMs(dice),
            toRegularLookMs(hours, dice),
            toNextLookMs({ kind: "trouble", trouble: { kind: "unreachable" } }, failures, hours, dice),
            toNextLookMs({ kind: "trouble", trouble: { kind: "notAccepted" } }, failures, hours, dice),
          ];
          for (const ms of waits) expect(ms >= 1_000 && ms <= hours * hourMs * 1.1).toBe(true);
        },
      ),
    );
    const seats = Array.from({ length: 100 }, (_, seed) => Math.round(toFirstLookMs(createFixedDice(seed)) / 1_000));
    expect(new Set(seats).size).toBeGreaterThan(30);
  });
});
