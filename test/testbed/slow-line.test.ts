// A slow line is slow in just the way it is told, and leaves no trace; and a password that was changed is changed back.
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { accountPassword } from "./accounts.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { listDivertedAddresses } from "./divert-port.ts";
import { connectRawSip, type RawSipClient } from "./raw-sip-client.ts";
import { laySlowLine, type SlowLine } from "./slow-line.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

const slowMs = 400;
/** More than a busy machine adds. */
const roomMs = 250;

describeWithAsterisk(
  "a line to one server",
  () => {
    let testbed: Testbed;
    let line: SlowLine;

    beforeAll(async () => {
      testbed = await startTestbed();
      line = await laySlowLine(testbed.main);
    });

    afterAll(async () => {
      line?.remove();
      await testbed?.stop();
    });

    async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
      const at = performance.now();
      return { result: await work, ms: performance.now() - at };
    }

    async function openClient(): Promise<RawSipClient> {
      const client = await connectRawSip(testbed.main, "1007");
      onTestFinished(() => client.terminate());
      return client;
    }

    it("that is not slow is not felt, and bears the server's own certificate", async () => {
      const client = await openClient();
      expect(await client.register()).toBe(200);
      const { result, ms } = await timed(client.options());
      expect(result).toBe(200);
      expect(ms).toBeLessThan(roomMs);
    });

    it("delays every message each way on the socket that is up, and no more when that is over", async () => {
      const client = await openClient();
      line.delay(slowMs);
      const slow = await timed(client.options());
      line.delay(0);
      const fast = await timed(client.options());
      expect([slow.result, fast.result]).toEqual([200, 200]);
      expect(slow.ms).toBeGreaterThanOrEqual(2 * slowMs - 5);
      expect(slow.ms).toBeLessThan(2 * slowMs + roomMs);
      expect(fast.ms).toBeLessThan(roomMs);
    });

    it("holds up the 200 to REGISTER and INVITE alone, and probes are answered meanwhile", async () => {
      const client = await openClient();
      line.slowDown200(slowMs);
      const [registered, probed] = await Promise.all([timed(client.register()), timed(client.options())]);
      const call = client.invite("600");
      const called = await timed(call.waitFor(200));
      line.slowDown200(0);
      await call.hangUp();
      expect([registered.result, probed.result, called.result]).toEqual([200, 200, 200]);
      expect(registered.ms).toBeGreaterThanOrEqual(slowMs - 5);
      expect(called.ms).toBeGreaterThanOrEqual(slowMs - 5);
      expect(call.statuses).toEqual([401, 100, 200]);
      expect(probed.ms).toBeLessThan(roomMs);
    });

    it(
      "loses packets by chance while it is told to, and what was lost is sent again",
      { timeout: 60_000 },
      async () => {
        const client = await openClient();
        const ask = async () => {
          const answers = [];
          for (let tries = 0; tries < 16; tries += 1) answers.push(await timed(client.options(15_000)));
          return answers;
        };
        testbed.main.loseSome(30);
        const lossy = await ask().finally(testbed.main.openHole);
        const whole = await ask();
        expect([...lossy, ...whole].every(({ result }) => result === 200)).toBe(true);
        // The least time after which TCP sends again.
        expect(Math.max(...lossy.map(({ ms }) => ms))).toBeGreaterThan(190);
        expect(Math.max(...whole.map(({ ms }) => ms))).toBeLessThan(roomMs);
      },
    );

    it("ends with the server that crashes, refuses while it is down, and carries on when it is back", async () => {
      const client = await openClient();
      await testbed.main.crash();
      await client.whenClosed;
      await expect(openClient()).rejects.toThrow("ECONNRESET");
      await testbed.main.start();
      expect(await (await openClient()).register()).toBe(200);
    });

    it("closes what was opened on it and diverts nobody once it is taken away", async () => {
      const client = await openClient();
      line.remove();
      await client.whenClosed;
      expect(listDivertedAddresses()).not.toContain(testbed.main.address);
      const straight = await openClient();
      expect(await straight.register()).toBe(200);
      line = await laySlowLine(testbed.main);
      await straight.whenClosed;
    });

    it("a server with another password challenges again and again, on the socket that is up, until it has the old one", async () => {
      const client = await openClient();
      await testbed.main.setPassword("1007", "other");
      const refused = [await client.register(), await client.register(), await client.options()];
      const call = client.invite("600");
      expect(await call.waitFor(200)).toBe(401);
      await testbed.main.setPassword("1007", accountPassword);
      expect([...refused, await client.register()]).toEqual([401, 401, 200, 200]);
      expect(call.statuses).toEqual([401, 401]);
    });
  },
  "iptables",
  "iproute2",
);
