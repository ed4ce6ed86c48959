/** Calls that come in through two real servers: each rings, one caller is one card, and no server is told a lie. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming, type IncomingCall, type IncomingOptions } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { recordFigure } from "./record-figure.ts";

type Side = "main" | "backup";
type CallerOptions = Partial<Omit<IncomingOptions, "server" | "to">> & { readonly fromNumber: string };

const theyHungUp = { by: "remote", reason: "hungUp", code: null };

describeWithAsterisk(
  "incoming calls on two real servers",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    let ear: Ear;
    const trials = { placed: 0, rang: 0 };

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { failbackAfterMs: 1_000, mergeGapMs: 3_000 };
      app = await launchApp({ policy: { ...testbed.policyDocument("1001"), failover }, env: withEar });
      await bothReady();
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    /** Nothing may be left over for the next test to meet. */
    afterEach(() => endAllCalls(app));

    const bothReady = () => app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    const cardsOf = (number: string | null) =>
      app.feed.snapshot().calls.filter((call) => call.direction === "incoming" && call.remote.number === number);
    const countEvents = (type: string, number: string) =>
      app.feed.seen.filter(({ event }) => event.type === type && "call" in event && event.call.remote.number === number)
        .length;
    const answer = (call: Call) => app.command({ type: "call.answer", callId: call.id });
    const untilState = async (call: Call, state: Call["state"], limitMs = 10_000): Promise<Call> => {
      await app.until(`${call.id} is ${state}`, () => app.call(call.id).state === state, limitMs);
      return app.call(call.id);
    };

    function ringUs(side: Side, options: CallerOptions): IncomingCall {
      trials.placed += 1;
      return placeIncoming({ server: testbed[side], to: "1001", ...options });
    }

    /** The one card of this number, ringing through as many servers as asked. */
    async function card(number: string, legs = 1): Promise<Call> {
      await app.until(`${number} rings`, () =>
        cardsOf(number).some((call) => call.legs.filter((leg) => leg.outcome === "ringing").length === legs),
      );
      const [call, ...others] = cardsOf(number);
      if (call === undefined || others.length > 0) throw new Error(`${others.length + 1} cards of ${number}`);
      trials.rang += legs;
      return call;
    }

    it.each(["main", "backup"] as const)(
      "through %s it rings, is answered, is heard both ways, and ends when the caller hangs up",
      async (side) => {
        const number = `0311110${side.length}`;
        const caller = ringUs(side, { fromNumber: number, fromName: "Ueda", audio: "echo" });
        const ringing = await card(number);
        expect(ringing).toMatchObject({ serverId: side, remote: { number, name: "Ueda" }, attempts: [] });
        expect(await answer(ringing)).toEqual({ ok: true });
        expect(await caller.whenDecided(15_000)).toBe("ANSWER");
        await untilState(ringing, "active");
        expect((await ear.listen(2_000)).map(describeVoice)).toEqual([bothWays]);
        await caller.hangUp();
        const { end, legs } = await untilState(ringing, "ended");
        expect([end, legs.map((leg) => [leg.serverId, leg.outcome])]).toEqual([theyHungUp, [[side, "answered"]]]);
      },
    );

    it("ends at the caller's when the operator hangs up", async () => {
      const caller = ringUs("main", { fromNumber: "0312220001" });
      const ringing = await card("0312220001");
      await answer(ringing);
      await untilState(ringing, "active");
      expect(await app.command({ type: "call.hangUp", callId: ringing.id })).toEqual({ ok: true });
      expect((await untilState(ringing, "ended")).end).toEqual({ by: "local", reason: "hungUp", code: null });
      await expect.poll(() => caller.isFinished()).toBe(true);
      expect([await caller.status(), await testbed.main.channels()]).toEqual(["ANSWER", 0]);
    });

    it("is busy for the caller when declined, through either server", async () => {
      for (const side of ["main", "backup"] as const) {
        const number = `0313330${side.length}`;
        const caller = ringUs(side, { fromNumber: number });
        const ringing = await card(number);
        await app.command({ type: "call.reject", callId: ringing.id });
        expect(await caller.whenDecided(15_000)).toBe("BUSY");
        expect((await untilState(ringing, "ended")).end).toEqual({ by: "local", reason: "declined", code: 486 });
      }
    });

    it.each([
      { how: "says that it was answered elsewhere", isForked: true, outcome: "elsewhere" },
      { how: "just stops the other", isForked: false, outcome: "cancelled" },
    ])("through both at once it is one card; answered once, and the provider $how", async ({ isForked, outcome }) => {
      const number = isForked ? "0314440001" : "0314440002";
      const callers = {
        main: ringUs("main", { fromNumber: number, isForked }),
        backup: ringUs("backup", { fromNumber: number, isForked }),
      };
      const ringing = await card(number, 2);
      await answer(ringing);
      const active = await untilState(ringing, "active");
      const [taken, other] =
        active.serverId === "main" ? [callers.main, callers.backup] : [callers.backup, callers.main];
      expect(await taken.whenDecided(15_000)).toBe("ANSWER");
      await other.hangUp();
      await expect.poll(() => other.isFinished()).toBe(true);
      await sleep(4_000);
      expect(
        app
          .call(ringing.id)
          .legs.map((leg) => leg.outcome)
          .sort(),
      ).toEqual(["answered", outcome].sort());
      expect([await taken.status(), await other.status()]).toEqual(["ANSWER", "CANCEL"]);
      expect([cardsOf(number).length, countEvents("call.offered", number)]).toEqual([1, 1]);
      await taken.hangUp();
      expect((await untilState(ringing, "ended")).end).toEqual(theyHungUp);
    });

    it("a twin by number alone that rings on for 3 s is another person: a card of its own, never refused", async () => {
      const number = "0316660001";
      const callers = [ringUs("main", { fromNumber: number }), ringUs("backup", { fromNumber: number })];
      const ringing = await card(number, 2);
      await answer(ringing);
      const { atAnswered } = await untilState(ringing, "active");
      const split = await app.until("a second card", () => cardsOf(number).length === 2);
      expect(split.at - (atAnswered ?? 0)).toBeGreaterThanOrEqual(2_900);
      const waiting = cardsOf(number).find((call) => call.id !== ringing.id);
      if (waiting === undefined) throw new Error("no second card");
      expect(waiting).toMatchObject({ state: "ringing", direction: "incoming", legs: [{ outcome: "ringing" }] });
      const statuses = await Promise.all(callers.map((caller) => caller.status()));
      expect(statuses.filter((status) => status !== "ANSWER")).toEqual([null]);
      await answer(waiting);
      await untilState(waiting, "active");
      expect(await Promise.all(callers.map((caller) => caller.whenDecided(15_000)))).toEqual(["ANSWER", "ANSWER"]);
      await app.until("the first is held", () => app.call(ringing.id).held);
    });

    it("different numbers and withheld numbers are never merged", async () => {
      const withheldBefore = cardsOf(null).length;
      ringUs("main", { fromNumber: "0317770001" });
      ringUs("backup", { fromNumber: "0317770002" });
      const withheld = [ringUs("main", { fromNumber: "" }), ringUs("backup", { fromNumber: "" })];
      const cards = [await card("0317770001"), await card("0317770002")];
      await app.until("both withheld ring", () => cardsOf(null).length - withheldBefore === 2);
      trials.rang += 2;
      expect(cards.map((call) => call.legs.length)).toEqual([1, 1]);
      expect(cardsOf(null).map((call) => call.legs.map((leg) => leg.outcome))).toEqual([["ringing"], ["ringing"]]);
      for (const caller of withheld) await caller.hangUp();
      await app.until("both are missed", () => cardsOf(null).every((call) => call.end?.reason === "missed"));
    });

    it("primary, then backup, and nobody answers: one card, one offer, one end", async () => {
      const number = "0318880001";
      const first = ringUs("main", { fromNumber: number, timeoutS: 2 });
      const ringing = await card(number);
      expect(await first.whenDecided(15_000)).toBe("NOANSWER");
      const second = ringUs("backup", { fromNumber: number, timeoutS: 2 });
      await app.until("it rings through the backup", () => app.call(ringing.id).legs.length === 2);
      trials.rang += 1;
      expect(app.call(ringing.id)).toMatchObject({ state: "ringing", serverId: "backup" });
      expect(await second.whenDecided(15_000)).toBe("NOANSWER");
      expect(await untilState(ringing, "ended")).toMatchObject({
        end: { by: "remote", reason: "missed" },
        legs: [
          { serverId: "main", outcome: "cancelled" },
          { serverId: "backup", outcome: "cancelled" },
        ],
      });
      expect([countEvents("call.offered", number), countEvents("call.ended", number)]).toEqual([1, 1]);
    });

    it("primary, then backup, and it is answered there: the same card", async () => {
      const number = "0318880002";
      const first = ringUs("main", { fromNumber: number, timeoutS: 2 });
      const ringing = await card(number);
      expect(await first.whenDecided(15_000)).toBe("NOANSWER");
      const second = ringUs("backup", { fromNumber: number, audio: "echo" });
      await app.until("it rings through the backup", () => app.call(ringing.id).serverId === "backup");
      trials.rang += 1;
      await answer(ringing);
      expect(await second.whenDecided(15_000)).toBe("ANSWER");
      await untilState(ringing, "active");
      expect([countEvents("call.offered", number), cardsOf(number).length]).toEqual([1, 1]);
    });

    it("comes in through the backup in the middle of a call on the primary", async () => {
      const talking = await app.dial("600", { serverId: "main", only: true });
      await app.until("talking", () => app.call(talking).state === "active");
      const caller = ringUs("backup", { fromNumber: "0319990001", audio: "echo" });
      const ringing = await card("0319990001");
      expect(app.call(talking)).toMatchObject({ state: "active", held: false });
      await answer(ringing);
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await app.until("the first is held", () => app.call(talking).held);
      const voices = (await ear.listen(2_000)).map(describeVoice);
      expect(voices.filter(({ speaks }) => speaks)).toEqual([bothWays]);
      expect(voices).toHaveLength(2);
    });

    it("do not disturb tells the caller busy, shows the call, and lets the next one ring once it is off", async () => {
      await app.command({ type: "presence.setDnd", on: true });
      onTestFinished(async () => void (await app.command({ type: "presence.setDnd", on: false })));
      const refused = placeIncoming({ server: testbed.main, to: "1001", fromNumber: "0320000001" });
      expect(await refused.whenDecided(15_000)).toBe("BUSY");
      await app.until("the call is shown, and over", () => cardsOf("0320000001")[0]?.state === "ended");
      expect(cardsOf("0320000001").map((call) => call.end)).toEqual([
        { by: "local", reason: "doNotDisturb", code: 486 },
      ]);
      await app.command({ type: "presence.setDnd", on: false });
      const caller = ringUs("main", { fromNumber: "0320000002" });
      await card("0320000002");
      await caller.hangUp();
      expect(await caller.whenDecided(15_000)).toBe("CANCEL");
    });

    it("rings on while its WebSocket is dead, and is answered on the new one", async () => {
      const number = "0321110001";
      const caller = ringUs("main", { fromNumber: number, timeoutS: 30, audio: "echo" });
      const ringing = await card(number);
      onTestFinished(() => testbed.main.openHole());
      testbed.main.blackHole();
      await app.until(
        "main is lost",
        ({ servers }) => servers.some(({ id, state }) => id === "main" && (state === "lost" || state === "connecting")),
        20_000,
      );
      expect(app.call(ringing.id).state).toBe("ringing");
      testbed.main.openHole();
      expect(await answer(ringing)).toEqual({ ok: true });
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await untilState(ringing, "active");
      expect((await ear.listen(2_000)).map(describeVoice)).toEqual([bothWays]);
      await caller.hangUp();
      expect((await untilState(ringing, "ended")).end).toEqual(theyHungUp);
    });

    it("answered into a socket that died without a word, is talked to once the server is back", async () => {
      const number = "0321110002";
      const caller = ringUs("main", { fromNumber: number, timeoutS: 30, audio: "echo" });
      const ringing = await card(number);
      onTestFinished(() => testbed.main.openHole());
      testbed.main.blackHole();
      const atAnswer = Date.now();
      await answer(ringing);
      await untilState(ringing, "stranded");
      // Past the 4 s an ACK may take, and between two repetitions of the dead socket's own bytes (TCP: after 6.2 and 12.6 s):
      // where those arrive first, Asterisk sends its ACK to that socket and to no other.
      await sleep(atAnswer + 7_500 - Date.now());
      expect(app.call(ringing.id)).toMatchObject({ state: "stranded", signalling: "lost", end: null });
      testbed.main.openHole();
      await app.until("signalling is back", () => app.call(ringing.id).signalling === "ok", 15_000);
      expect([await caller.whenDecided(15_000), app.call(ringing.id).state]).toEqual(["ANSWER", "active"]);
      expect((await ear.listen(2_000)).map(describeVoice)).toEqual([bothWays]);
      await app.command({ type: "call.hangUp", callId: ringing.id });
      await expect.poll(() => caller.isFinished()).toBe(true);
    });

    it("rings through the backup right after the primary was killed in a call", async () => {
      const talking = await app.dial("600", { serverId: "main", only: true });
      await app.until("talking", () => app.call(talking).state === "active");
      onTestFinished(async () => {
        await testbed.main.start();
        await bothReady();
      });
      await testbed.main.crash();
      const caller = ringUs("backup", { fromNumber: "0322220001", audio: "echo" });
      const ringing = await card("0322220001");
      expect(app.call(talking)).toMatchObject({ signalling: "lost" });
      await answer(ringing);
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await untilState(ringing, "active");
      expect((await ear.listen(2_000)).map(describeVoice)).toContainEqual(bothWays);
    });

    it("none of a random dozen is lost", async () => {
      await bothReady();
      for (let trial = 0; trial < 12; trial++) {
        const number = `03300000${trial}`;
        const caller = ringUs(Math.random() < 0.5 ? "main" : "backup", { fromNumber: number });
        await card(number);
        await sleep(Math.random() * 50);
        await caller.hangUp();
        expect(await caller.whenDecided(15_000)).toBe("CANCEL");
      }
      const lost = trials.placed - trials.rang;
      recordFigure({
        figure: "incoming calls that did not ring, in every trial of one run",
        unit: "count",
        values: [lost],
        limit: { of: "max", atMost: 0 },
      });
      expect(lost).toBe(0);
    });

    it("without a microphone it rings on when answered, and the reason is said in words", async () => {
      const deaf = await launchApp({ policy: testbed.policyDocument("1002"), env: { TANDEM_FAKE_AUDIO: "none" } });
      onTestFinished(async () => void (await deaf.close()));
      await deaf.until("both registered", ({ reachability }) => reachability === "all");
      const caller = placeIncoming({ server: testbed.main, to: "1002", fromNumber: "0323330001" });
      const ringing = ({ calls }: { calls: Call[] }) => calls.find((call) => call.state === "ringing");
      const { snapshot } = await deaf.until("it rings", (now) => ringing(now) !== undefined);
      const callId = ringing(snapshot)?.id;
      if (callId === undefined) throw new Error("nothing rings");
      await deaf.command({ type: "call.answer", callId });
      await sleep(1_500);
      expect([await caller.status(), deaf.call(callId).state]).toEqual([null, "ringing"]);
      const { microphone } = deaf.feed.snapshot().devices;
      expect(microphone).toEqual({
        state: "missing",
        device: null,
        message: expect.stringMatching(/^[A-Z].*microphone.*\.$/),
        open: false,
      });
      await deaf.command({ type: "call.reject", callId });
      expect(await caller.whenDecided(15_000)).toBe("BUSY");
    });
  },
  "chromium",
  "iptables",
);
