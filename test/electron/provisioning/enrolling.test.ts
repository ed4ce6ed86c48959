import { describe, expect, test } from "vitest";
import { createEnrolling } from "../../../electron/provisioning/enrolling.ts";
import type { Fetched } from "../../../electron/provisioning/read-answer.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import type { Configuration } from "../../../shared/model/snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { aPolicy } from "../settings/a-policy.ts";

const link = "https://it.example.com/seats/7#secret-token";
const origin = "https://it.example.com";

function aDocument(more: object = {}): Fetched {
  return { kind: "document", document: PolicyDocument.parse({ ...aPolicy(), ...more }), etag: '"1"' };
}

function setUp(answers: (Fetched | Promise<Fetched>)[], stand: Configuration["setUp"] = "open") {
  const entered: OwnAccount[] = [];
  const asked: unknown[] = [];
  const phone = { setUp: stand };
  const log = createFakeLog();
  const enrolling = createEnrolling({
    current: () => ({ configuration: phone }),
    enter(account) {
      if (phone.setUp === "closed") return false;
      entered.push(account);
      return true;
    },
    async fetch(...wanted) {
      asked.push(wanted);
      return (await answers.shift()) ?? { kind: "unchanged" };
    },
    wallNow: () => 5_000,
    log,
  });
  return { enrolling, entered, asked, phone, log };
}

const offer = {
  id: 1,
  origin,
  user: "1001",
  displayName: "Anna",
  servers: [
    { id: "main", name: "Main", role: "primary", url: "wss://127.0.0.11:8089/ws", pinnedSpki: [] },
    { id: "backup", name: "Backup", role: "backup", url: "wss://127.0.0.12:8089/ws", pinnedSpki: [] },
  ],
};

describe("what a link offers", () => {
  test("is told without a secret, the primary first, and kept by nobody's word but the person's", async () => {
    const { enrolling, entered, asked } = setUp([aDocument({ servers: aPolicy().servers.toReversed() })]);
    const reply = await enrolling.fetch(` ${link} `);
    expect(reply).toEqual({ ok: true, fetched: { kind: "offered", offer } });
    expect(JSON.stringify(reply)).not.toMatch(/secret/u);
    expect(asked).toEqual([[{ url: `${origin}/seats/7`, origin, token: "secret-token" }]]);
    expect(entered).toEqual([]);
  });

  test("is kept whole, with where it came from, once it is taken; and once only", async () => {
    const { enrolling, entered, log } = setUp([aDocument()]);
    await enrolling.fetch(link);
    expect(await enrolling.keep(1)).toEqual({ ok: true });
    expect(entered).toEqual([
      {
        document: PolicyDocument.parse(aPolicy()),
        enrolment: { link, origin, etag: '"1"', atConfirmed: 5_000 },
      },
    ]);
    expect(await enrolling.keep(1)).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    expect(log.lines).toEqual([`info set up by ${origin}`]);
  });

  test("is looked for later where the document says, whose tag is another's", async () => {
    const later = `${origin}/seats/7/own#other`;
    const { enrolling, entered } = setUp([aDocument({ provisioning: { link: later } })]);
    await enrolling.fetch(link);
    await enrolling.keep(1);
    expect(entered[0]?.enrolment).toEqual({ link: later, origin, etag: null, atConfirmed: 5_000 });
  });

  test("is what was shown last: an answer that comes late offers nothing", async () => {
    const late = Promise.withResolvers<Fetched>();
    const { enrolling, entered } = setUp([late.promise, aDocument({ account: { user: "1002", password: "x" } })]);
    const first = enrolling.fetch(link);
    await enrolling.fetch(link);
    late.resolve(aDocument());
    await first;
    expect(await enrolling.keep(1)).toMatchObject({ ok: false });
    expect(await enrolling.keep(2)).toEqual({ ok: true });
    expect(entered.map(({ document }) => document.account.user)).toEqual(["1002"]);
  });

  test("is a trouble in words where nothing came, and no log holds the link", async () => {
    const { enrolling, log } = setUp([{ kind: "trouble", trouble: { kind: "notFound" } }]);
    expect(await enrolling.fetch("http://it.example.com")).toEqual({ ok: true, fetched: { kind: "openLink" } });
    expect(await enrolling.fetch(link)).toEqual({ ok: true, fetched: { kind: "notFound" } });
    expect(log.lines).toEqual([`warn ${origin} offered nothing: notFound`]);
  });

  test("is neither asked for nor kept where an administrator's document decides", async () => {
    const managed = { ok: false, failure: { kind: "notAllowed", message: expect.stringContaining("administrator") } };
    const closed = setUp([], "closed");
    expect(await closed.enrolling.fetch(link)).toEqual(managed);
    expect(closed.asked).toEqual([]);
    const meanwhile = setUp([aDocument()]);
    await meanwhile.enrolling.fetch(link);
    meanwhile.phone.setUp = "closed";
    expect(await meanwhile.enrolling.keep(1)).toEqual(managed);
    expect(meanwhile.entered).toEqual([]);
  });
});
