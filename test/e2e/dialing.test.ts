/** Dials on two real servers: audio both ways, the primary dying at every moment around them, and who rings in the end. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ServerId, type CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { audibleEnergy, bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { recordFigure } from "./record-figure.ts";
import {
  answersNobodyCouldStop,
  answersOf,
  linesOf,
  median,
  mend,
  ringMs,
  settle,
  strike,
  trialCount,
  trialPolicy,
  withRoom,
  type Fault,
} from "./trials.ts";

/** 3 after a kill: the socket's end says so; the others show only as silence. */
const faults: readonly Fault[] = ["kill", "freeze", "blackHole"];
const carryOverLimitMs = 1_200;
/** Sixty trials of some four seconds each. */
const trialsTimeoutMs = 600_000;

describeWithAsterisk(
  "dialling",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({ policy: { ...testbed.policyDocument("1001"), ...trialPolicy }, env: withEar });
      await app.until("both registered", (snapshot) => snapshot.reachability === "all");
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    const untilCall = (id: CallId, state: string, limitMs = 10_000) =>
      app.until(
        `call ${state}`,
        (snapshot) => snapshot.calls.some((call) => call.id === id && call.state === state),
        limitMs,
      );

    it.each(["main", "backup"] as const)("carries audio both ways through %s, in Opus", async (serverId) => {
      const id = await app.dial("600", { serverId });
      await untilCall(id, "active");
      await sleep(1_000);
      const voice = (await ear.listen(1_500)).at(-1);
      expect(voice?.energySent).toBeGreaterThan(audibleEnergy);
      expect(voice?.energyReceived).toBeGreaterThan(audibleEnergy);
      await app.until("a measured quality", () => app.call(id).quality !== null);
      expect(app.call(id)).toMatchObject({ serverId, signalling: "ok", quality: { lossPct: 0 } });
      expect(await testbed[serverId].cli("core show channels verbose")).toContain("Echo");
      expect(await testbed[serverId].cli("pjsip show channelstats")).toMatch(/ opus /);
      await app.command({ type: "call.hangUp", callId: id });
      await untilCall(id, "ended");
      await expect.poll(() => testbed[serverId].channels()).toBe(0);
      await settle(app);
    });

    it("lets what speaks before the answer be heard, unheard itself, and takes digits there until it answers", async () => {
      const id = await app.dial("613");
      await untilCall(id, "ringing");
      await expect
        .poll(async () => (await ear.listen(500)).map(describeVoice), { timeout: 20_000 })
        .toEqual([{ sends: true, speaks: false, receives: true, hears: true }]);
      expect(app.call(id)).toMatchObject({ state: "ringing", earlyMedia: true, atAnswered: null });
      expect(await app.command({ type: "call.sendDtmf", callId: id, digits: "15" })).toEqual({ ok: true });
      await untilCall(id, "active");
      const digits = () => testbed.main.callsLog().filter(({ event }) => event === "digits");
      await expect.poll(() => digits().map(({ detail }) => detail)).toEqual(["15"]);
      await expect
        .poll(async () => (await ear.listen(1_000)).map(describeVoice), { timeout: 20_000 })
        .toEqual([bothWays]);
      expect(app.call(id)).toMatchObject({ earlyMedia: false, attempts: [{ serverId: "main", outcome: "answered" }] });
      await app.command({ type: "call.hangUp", callId: id });
      await untilCall(id, "ended");
      await settle(app);
    });

    it("goes where the operator or the administrator sent it: preferred first, never to a server that is emptied", async () => {
      const dialledThrough = async (): Promise<string> => {
        const id = await app.dial("600");
        await untilCall(id, "active");
        await app.command({ type: "call.hangUp", callId: id });
        await untilCall(id, "ended");
        return app.call(id).serverId;
      };
      const backup = ServerId.parse("backup");
      const main = ServerId.parse("main");
      expect(await app.command({ type: "server.prefer", serverId: backup })).toEqual({ ok: true });
      const preferred = [await dialledThrough(), (await app.snapshot()).nextCall.why];
      await app.command({ type: "server.drain", serverId: backup });
      const drained = [await dialledThrough(), (await app.snapshot()).preferredServerId];
      const emptied = placeIncoming({ server: testbed.backup, to: "1001", fromNumber: "0388887777" });
      await app.until("the emptied server still rings", ({ calls }) => calls.some(({ state }) => state === "ringing"));
      await emptied.hangUp();
      await app.command({ type: "server.undrain", serverId: backup });
      await app.command({ type: "server.drain", serverId: main });
      const others = [await dialledThrough()];
      await app.command({ type: "server.undrain", serverId: main });
      await app.command({ type: "server.prefer", serverId: null });
      expect({ preferred, drained, others }).toEqual({
        preferred: ["backup", "preferred"],
        drained: ["main", "backup"],
        others: ["backup"],
      });
      await settle(app);
    });

    it("sends the INVITE within 30 ms of the dial once warm", { timeout: trialsTimeoutMs }, async () => {
      const count = trialCount(30, 5);
      const values: number[] = [];
      await app.command({ type: "call.hangUp", callId: await app.dial("601") });
      for (let trial = 0; trial < count; trial += 1) {
        await sleep(700);
        const before = app.log().length;
        const id = await app.dial("601");
        await untilCall(id, "ringing");
        const sent = /INVITE to \S+ on the wire after (\d+) ms/.exec(app.log().slice(before));
        values.push(Number(sent?.[1]));
        await settle(app);
      }
      recordFigure({
        figure: "dial to INVITE on the wire, warm",
        unit: "ms",
        values,
        limit: { of: "p95", atMost: 30 },
      });
      expect(median(values)).toBeLessThanOrEqual(withRoom(30));
    });

    it(
      "is carried over from a frozen or black-holed primary and rings within 1,200 ms, every time",
      { timeout: trialsTimeoutMs },
      async () => {
        const count = trialCount(40, 4);
        const values: number[] = [];
        for (let trial = 0; trial < count; trial += 1) {
          const fault = trial % 2 === 0 ? "freeze" : "blackHole";
          await strike(testbed.main, fault);
          try {
            const at = Date.now();
            const id = await app.dial("601");
            const ringing = await untilCall(id, "ringing");
            values.push(ringing.at - at);
            expect(app.call(id)).toMatchObject({
              serverId: "backup",
              attempts: [{ outcome: "carriedOver" }, { outcome: "ringing" }],
            });
          } finally {
            await mend(testbed.main, fault);
          }
          await settle(app);
        }
        recordFigure({
          figure: "dial to ringing, carried over from a silent primary",
          unit: "ms",
          values,
          limit: { of: "max", atMost: carryOverLimitMs },
        });
        expect(Math.max(...values)).toBeLessThanOrEqual(withRoom(carryOverLimitMs));
      },
    );

    it(
      "never has two answered calls, and no callee ringing on, when the primary dies 0 to 50 ms after the dial",
      { timeout: trialsTimeoutMs },
      async () => {
        const count = trialCount(60, 3);
        const rang: number[] = [];
        const answers: number[] = [];
        for (let trial = 0; trial < count; trial += 1) {
          const fault = faults[trial % faults.length] ?? "kill";
          const offsetMs = Math.random() * 50;
          const id = await app.dial("608");
          const { attemptId } = app.call(id);
          await sleep(offsetMs);
          await strike(testbed.main, fault);
          await sleep(1_300);
          const atMended = Date.now();
          await mend(testbed.main, fault);
          await sleep(700);
          const call = app.call(id);
          expect(call.state).not.toBe("dialing");
          if (call.attempts.some((attempt) => attempt.outcome === "carriedOver")) {
            const abandoned = ringMs(linesOf(testbed, attemptId).main);
            if (abandoned !== null && fault !== "kill") rang.push(abandoned);
          }
          await settle(app);
          const answered = answersOf(testbed, attemptId) - answersNobodyCouldStop(testbed, attemptId, atMended);
          expect(answered, `${fault} ${offsetMs} ms after ${JSON.stringify(call)}`).toBeLessThanOrEqual(1);
          answers.push(answered);
        }
        if (rang.length > 0) {
          recordFigure({
            figure: "ringing of a callee whose server thawed after the carry-over",
            unit: "ms",
            values: rang,
            limit: { of: "max", atMost: 100 },
          });
          expect(median(rang)).toBeLessThanOrEqual(withRoom(100));
        }
        recordFigure({
          figure: "answered calls per dial, primary dying around it",
          unit: "count",
          values: answers,
          limit: { of: "max", atMost: 1 },
        });
      },
    );

    it("lets nobody ring when the primary thaws after the carry-over (E14)", async () => {
      testbed.main.freeze();
      const id = await app.dial("601");
      await untilCall(id, "ringing");
      const { attemptId } = app.call(id);
      await sleep(500);
      testbed.main.thaw();
      await sleep(2_000);
      expect(linesOf(testbed, attemptId).main).toEqual([]);
      expect(app.call(id)).toMatchObject({ state: "ringing", serverId: "backup" });
      await settle(app);
    });

    it.each(faults)(
      "ends as signallingLost and offers the redial when a %s comes between 180 and 200 (E5)",
      async (fault) => {
        const id = await app.dial("601");
        await untilCall(id, "ringing");
        await strike(testbed.main, fault);
        try {
          await untilCall(id, "ended", 25_000);
          expect(app.call(id)).toMatchObject({ serverId: "main", end: { by: "server", reason: "signallingLost" } });
          expect(app.call(id).attempts).toHaveLength(1);
          const reply = await app.command({ type: "call.rescue", callId: id });
          if (!reply.ok || reply.callId === undefined) throw new Error(JSON.stringify(reply));
          await untilCall(reply.callId, "ringing");
          expect(app.call(reply.callId)).toMatchObject({ serverId: "backup", rescueOf: id });
        } finally {
          await mend(testbed.main, fault);
        }
        await settle(app);
      },
    );

    it.each([200, 400, 800])(
      "survives a stall of %i ms during the dial with one call at most",
      { timeout: trialsTimeoutMs },
      async (stallMs) => {
        const count = trialCount(10, 1);
        let carried = 0;
        for (let trial = 0; trial < count; trial += 1) {
          const dialled = app.dial("608");
          testbed.main.freeze();
          await sleep(stallMs);
          testbed.main.thaw();
          const id = await dialled;
          await untilCall(id, "active");
          const call = app.call(id);
          if (call.attempts.length > 1) carried += 1;
          await sleep(300);
          await settle(app);
          expect(answersOf(testbed, call.attemptId)).toBe(1);
        }
        recordFigure({
          figure: `carry-overs of ${count} dials during a stall of ${stallMs} ms`,
          unit: "count",
          values: [carried],
          limit: null,
        });
      },
    );
  },
  "chromium",
  "iptables",
);
