/** One call on two real servers, as the servers see it: which of them thinks that somebody was missed. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming, type IncomingCall, type IncomingOptions } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";

type Side = "main" | "backup";
type CallerOptions = Partial<Omit<IncomingOptions, "server" | "to">> & { readonly fromNumber: string };

/** User busy (Q.850): of all that Asterisk makes of a refusal, the furthest from an unanswered call. */
const userBusy = 17;

describeWithAsterisk(
  "one call on two real servers, call waiting off",
  () => {
    let testbed: Testbed;
    let app: TandemApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { mergeGapMs: 2_500, twinGraceMs: 1_500, callWaiting: "off" };
      app = await launchApp({ policy: { ...testbed.policyDocument("1003"), failover } });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Nothing may be left over for the next test to meet; a twin outlives the call it came with. */
    afterEach(async () => {
      for (let live = liveCalls(); live.length > 0; live = liveCalls()) {
        for (const call of live) await app.command({ type: "call.hangUp", callId: call.id });
        await sleep(50);
      }
    });

    const liveCalls = () => app.feed.snapshot().calls.filter((call) => call.state !== "ended");
    const cardsOf = (...numbers: string[]) =>
      app.feed.snapshot().calls.filter(({ remote }) => numbers.includes(remote.number ?? ""));
    const answer = (call: Call) => app.command({ type: "call.answer", callId: call.id });
    const ringUs = (side: Side, options: CallerOptions): IncomingCall =>
      placeIncoming({ server: testbed[side], to: "1003", ...options });
    const ringBoth = (options: CallerOptions) => [ringUs("main", options), ringUs("backup", options)] as const;

    /** The one card of these numbers, ringing through as many servers as asked. */
    async function card(legs: number, ...numbers: string[]): Promise<Call> {
      const isRinging = ({ outcome }: Call["legs"][number]) => outcome === "ringing";
      await app.until(`${numbers.join()} rings`, () =>
        cardsOf(...numbers).some((call) => call.legs.filter(isRinging).length === legs),
      );
      const [call, ...others] = cardsOf(...numbers);
      if (call === undefined || others.length > 0) throw new Error(`${others.length + 1} cards of ${numbers.join()}`);
      return call;
    }

    async function answered(legs: number, ...numbers: string[]): Promise<Call> {
      const ringing = await card(legs, ...numbers);
      expect(await answer(ringing)).toEqual({ ok: true });
      await app.until("it is answered", () => app.call(ringing.id).state === "active", 6_000);
      return app.call(ringing.id);
    }

    const counts = (calls: readonly IncomingCall[]) => Promise.all(calls.map((call) => call.unansweredCause()));

    it("no server counts a miss for a call that was answered: the provider takes the twin back", async () => {
      const callers = ringBoth({ fromNumber: "0351110001", isForked: true });
      const active = await answered(2, "0351110001");
      const [taken, other] = active.serverId === "main" ? callers : [callers[1], callers[0]];
      expect(await taken.whenDecided(3_000)).toBe("ANSWER");
      await other.hangUp();
      expect(await other.whenDecided(3_000)).toBe("CANCEL");
      expect(await counts(callers)).toEqual([null, null]);
    });

    it("one key on both is one card though the numbers differ, and a twin that nobody takes back is busy for its server, and not unanswered", async () => {
      const header = { name: "X-Call-UUID", value: "key-of-simultaneous" };
      const callers = [
        ringUs("main", { fromNumber: "0352220001", header }),
        ringUs("backup", { fromNumber: "0352220002", header }),
      ];
      const active = await answered(2, "0352220001", "0352220002");
      const decided = await Promise.all(callers.map((caller) => caller.whenDecided(6_000)));
      expect(new Set(decided)).toEqual(new Set(["ANSWER", "BUSY"]));
      await expect.poll(async () => (await counts(callers)).filter((cause) => cause !== null)).toEqual([userBusy]);
      expect(app.call(active.id).state).toBe("active");
    });

    it("one key on the primary, then on the backup, is one card though the numbers differ", async () => {
      const header = { name: "X-Call-UUID", value: "key-of-sequence" };
      const first = ringUs("main", { fromNumber: "0353330001", header, timeoutS: 1 });
      const ringing = await card(1, "0353330001");
      expect(await first.whenDecided(4_000)).toBe("NOANSWER");
      const second = ringUs("backup", { fromNumber: "0353330002", header });
      await app.until("it rings through the backup", () => app.call(ringing.id).serverId === "backup");
      await answered(1, "0353330001", "0353330002");
      expect(await second.whenDecided(3_000)).toBe("ANSWER");
      expect(cardsOf("0353330001", "0353330002").map(({ id }) => id)).toEqual([ringing.id]);
    });

    it("answered by somebody else it is not missed, whichever server stops first", async () => {
      const { missed } = app.feed.snapshot();
      for (const [number, isForked] of [
        ["0354440001", [true, false]],
        ["0354440002", [false, true]],
      ] as const) {
        const callers = [
          ringUs("main", { fromNumber: number, isForked: isForked[0] }),
          ringUs("backup", { fromNumber: number, isForked: isForked[1] }),
        ];
        const ringing = await card(2, number);
        for (const caller of callers) await caller.hangUp();
        await app.until("it is over", () => app.call(ringing.id).state === "ended");
        expect(app.call(ringing.id).end).toEqual({ by: "remote", reason: "answeredElsewhere", code: null });
      }
      expect(app.feed.snapshot().missed).toBe(missed);
    });

    it("a caller is told busy on both servers while a call is up, but never the twin of that call", async () => {
      const number = "0355550001";
      const callers = ringBoth({ fromNumber: number });
      const active = await answered(2, number);
      const others = ringBoth({ fromNumber: "0355559999" });
      expect(await Promise.all(others.map((caller) => caller.whenDecided(4_000)))).toEqual(["BUSY", "BUSY"]);
      const endsOfOthers = () => cardsOf("0355559999").map(({ end }) => end?.reason);
      await expect.poll(endsOfOthers, { timeout: 3_000 }).toEqual(["callWaitingOff"]);
      await app.until("the twin rings on its own card", () => cardsOf(number).length === 2, 6_000);
      const statuses = await Promise.all(callers.map((caller) => caller.status()));
      expect(statuses.filter((status) => status !== "ANSWER")).toEqual([null]);
      const waiting = cardsOf(number).find(({ id }) => id !== active.id);
      expect(waiting).toMatchObject({ state: "ringing", legs: [{ outcome: "ringing" }] });
    });
  },
  "chromium",
);
