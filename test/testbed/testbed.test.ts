// The two servers boot, know their operators, and suffer each fault as a real server does.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mainOnlyOperator, stubbornOperator } from "./accounts.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { connectRawSip } from "./raw-sip-client.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

describeWithAsterisk("two real servers", () => {
  let testbed: Testbed;

  beforeAll(async () => {
    testbed = await startTestbed();
    console.log(`both servers booted in ${Math.round(testbed.bootMs)} ms`);
  });

  afterAll(async () => {
    await testbed?.stop();
  });

  it("boots both in under ten seconds", () => {
    expect(testbed.bootMs).toBeLessThan(10_000);
  });

  it("boots without a complaint", () => {
    const complaints = `${testbed.main.fullLog()}${testbed.backup.fullLog()}`
      .split("\n")
      .filter((line) => /\b(WARNING|ERROR)\[/.test(line));
    expect(complaints).toEqual([]);
  });

  it("registers one operator on both, and the policy document names both", async () => {
    const statuses = [];
    for (const server of [testbed.main, testbed.backup]) {
      const client = await connectRawSip(server, "1001");
      statuses.push(await client.register(), (await server.contacts("1001")).length, await client.options());
      await client.close();
    }
    expect(statuses).toEqual([200, 1, 200, 200, 1, 200]);
    const { main, backup } = testbed;
    expect(testbed.policyDocument("1001")).toEqual({
      version: 1,
      account: { user: "1001", displayName: "Operator 1001", password: "tandem-test" },
      servers: [
        {
          id: "main",
          name: "Main",
          role: "primary",
          url: main.wssUrl,
          domain: main.address,
          pinnedSpki: [main.spkiPin],
        },
        {
          id: "backup",
          name: "Backup",
          role: "backup",
          url: backup.wssUrl,
          domain: backup.address,
          pinnedSpki: [backup.spkiPin],
        },
      ],
    });
  });

  it("writes a wrong password and an account it does not have into the security log", async () => {
    const wrong = await connectRawSip(testbed.main, "1002", "not the password");
    expect(await wrong.register()).toBe(401);
    const unknown = await connectRawSip(testbed.backup, mainOnlyOperator);
    expect(await unknown.register()).toBe(401);
    // Written by a thread of its own, behind the answer.
    const failed = /SecurityEvent="ChallengeResponseFailed".*AccountID="1002"/;
    await expect.poll(() => testbed.main.securityLog()).toMatch(failed);
    await expect.poll(() => testbed.backup.securityLog()).toMatch(/SecurityEvent="InvalidAccountID".*AccountID="1009"/);
    await Promise.all([wrong.close(), unknown.close()]);
  });

  it("hands a place over to a new socket, except the stubborn account's", async () => {
    const seen = [];
    for (const user of ["1003", stubbornOperator]) {
      const first = await connectRawSip(testbed.main, user);
      const second = await connectRawSip(testbed.main, user);
      seen.push([await first.register(), await second.register(), (await testbed.main.contacts(user)).length]);
      await Promise.all([first.close(), second.close()]);
    }
    expect(seen).toEqual([
      [200, 200, 1],
      [200, 403, 1],
    ]);
  });

  it("answers, rings, is busy, is congested and knows no such number", async () => {
    const client = await connectRawSip(testbed.main, "1001");
    const statuses = [];
    for (const number of ["600", "602", "603", "604", "605", "606", "699"]) {
      const call = client.invite(number, { headers: [["X-Call-Attempt-ID", `number-${number}`]] });
      await call.waitFor(200);
      statuses.push(call.statuses.filter((status) => status !== 401 && status !== 100));
      await call.hangUp();
    }
    expect(statuses).toEqual([[200], [486], [180, 200], [200], [503], [200], [404]]);
    await client.close();
  });

  it("counts each answered call once, however fast the caller hangs up", async () => {
    const client = await connectRawSip(testbed.main, "1001");
    const keys = Array.from({ length: 8 }, (_, at) => `fast-${at}`);
    for (const key of keys) {
      const call = client.invite("600", { headers: [["X-Call-Attempt-ID", key]] });
      await call.waitFor(200);
      await call.hangUp();
    }
    const cancelled = client.invite("601", { headers: [["X-Call-Attempt-ID", "cancelled"]] });
    await cancelled.waitFor(180);
    cancelled.cancel();
    expect(await cancelled.waitFor(200)).toBe(487);
    await expect.poll(() => testbed.main.callsLog().filter(({ event }) => event === "ended").length).toBeGreaterThan(8);
    const answered = testbed.main.answeredCalls().map(({ key }) => key);
    expect(answered.filter((key) => key.startsWith("fast-") || key === "cancelled")).toEqual(keys);
    await client.close();
  });

  it("connects two operators through one server", async () => {
    const caller = await connectRawSip(testbed.backup, "1001");
    const callee = await connectRawSip(testbed.backup, "1002");
    await Promise.all([caller.register(), callee.register()]);
    const call = caller.invite("1002", { headers: [["X-Call-Attempt-ID", "between-operators"]] });
    const incoming = await callee.nextIncoming();
    incoming?.ring();
    expect(await call.waitFor(180)).toBe(180);
    incoming?.accept();
    expect(await call.waitFor(200)).toBe(200);
    expect(testbed.backup.answeredCalls().map(({ key }) => key)).toContain("between-operators");
    expect(await call.hangUp()).toBe(200);
    expect((await incoming?.whenEnded)?.method).toBe("BYE");
    await Promise.all([caller.close(), callee.close()]);
  });

  it("is silent while frozen and answers what was sent when it thaws", async () => {
    const client = await connectRawSip(testbed.main, "1001");
    await client.register();
    testbed.main.freeze();
    try {
      const call = client.invite("600");
      expect([await client.options(500), client.isOpen(), call.statuses]).toEqual([null, true, []]);
      testbed.main.thaw();
      expect([await call.waitFor(200), await client.options()]).toEqual([200, 200]);
      await call.hangUp();
    } finally {
      testbed.main.thaw();
    }
    await client.close();
  });

  it("forgets a registration while its socket stays", async () => {
    const client = await connectRawSip(testbed.main, "1004");
    await client.register();
    await testbed.main.dropContact("1004");
    expect([await testbed.main.contacts("1004"), client.isOpen(), await client.options()]).toEqual([[], true, 200]);
    await client.close();
  });

  it("refuses new calls while it drains, keeps the old one, and comes back", async () => {
    const client = await connectRawSip(testbed.backup, "1001");
    await client.register();
    const kept = client.invite("600");
    await kept.waitFor(200);
    await testbed.backup.drain();
    await expect.poll(() => client.options()).toBe(503);
    const seen = [await client.register(), await client.invite("600").waitFor(200)];
    await testbed.backup.undrain();
    const after = [await client.options(), await testbed.backup.channels(), await kept.hangUp()];
    expect({ seen, after }).toEqual({ seen: [200, 503], after: [200, 1, 200] });
    await client.close();
  });

  it("closes every socket when it crashes and serves again after a start", async () => {
    const client = await connectRawSip(testbed.main, "1001");
    await client.register();
    const atCrash = performance.now();
    const closed = client.whenClosed.then(() => performance.now() - atCrash);
    await testbed.main.crash();
    expect(await closed).toBeLessThan(5_000);
    expect(testbed.main.isRunning()).toBe(false);
    await testbed.main.start();
    const again = await connectRawSip(testbed.main, "1001");
    expect(await again.register()).toBe(200);
    await again.close();
  });

  it("leaves room for a second testbed on addresses of its own", async () => {
    const second = await startTestbed({ allowUnauthenticatedOptions: false });
    try {
      expect(second.main.address).not.toBe(testbed.main.address);
      const client = await connectRawSip(second.main, "1001");
      expect([await client.options(), await client.register()]).toEqual([401, 200]);
      await client.close();
    } finally {
      await second.stop();
    }
    expect([testbed.main.isRunning(), testbed.backup.isRunning()]).toEqual([true, true]);
  });
});

describeWithAsterisk(
  "a black hole",
  () => {
    let testbed: Testbed;

    beforeAll(async () => {
      testbed = await startTestbed();
    });

    afterAll(async () => {
      await testbed?.stop();
    });

    it("swallows everything without a word, and gives the same socket back", async () => {
      const inside = await connectRawSip(testbed.main, "1001");
      const outside = await connectRawSip(testbed.backup, "1001");
      await Promise.all([inside.register(), outside.register()]);
      testbed.main.blackHole({ media: true });
      let during: unknown[] = [];
      try {
        during = [await inside.options(800), inside.isOpen(), await outside.options()];
      } finally {
        testbed.main.openHole();
      }
      await sleep(50);
      expect({ during, after: await inside.options(5_000) }).toEqual({ during: [null, true, 200], after: 200 });
      await Promise.all([inside.close(), outside.close()]);
    });
  },
  "iptables",
);
