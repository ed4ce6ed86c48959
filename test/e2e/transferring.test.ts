/** Anna calls, Tandem gives her to somebody else through a real server: at once, after asking, or not at all. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import { ServerId, type CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { linesOf } from "./trials.ts";
import { untilRinging } from "./until-ringing.ts";

const patienceMs = 15_000;
/** Whoever is asked is asked through main, also where this computer is so busy that main takes its time. */
const patient = { tryingTimeoutMs: 5_000 };
const backup = ServerId.parse("backup");

describeWithAsterisk(
  "a call that is given away",
  () => {
    let testbed: Testbed;
    /** The desk under test; its operator is 1005. */
    let desk: WindowedApp;
    let anna: TandemApp;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      [desk, anna] = await Promise.all([
        launchWithPlaywright({ policy: { ...testbed.policyDocument("1005"), failover: patient } }),
        launchApp({ policy: testbed.policyDocument("1006"), env: withEar }),
      ]);
      for (const app of [desk, anna]) {
        await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      }
      ear = await openEar(anna);
    });
    afterEach(async () => {
      for (const app of [desk, anna]) await hangUpAll(app);
    });
    afterAll(async () => {
      ear?.close();
      for (const app of [desk, anna]) await app?.close();
      await testbed?.stop();
    });

    const live = (app: TandemApp): readonly Call[] =>
      app.feed.snapshot().calls.filter(({ state }) => state !== "ended");
    const untilEnded = async (id: CallId, reason: string) => {
      await desk.until("it is over", () => desk.call(id).end !== null, patienceMs);
      expect(desk.call(id).end).toMatchObject({ reason });
    };
    /** Anna talks to whoever she was given to: an echo, so that both ways are proven by her own voice. */
    const annaHears = () =>
      expect
        .poll(async () => (await ear.listen(1_200)).map(describeVoice), { timeout: patienceMs })
        .toEqual([bothWays]);

    /** @returns the call as the desk has it. */
    async function talkWithAnna(): Promise<CallId> {
      await anna.dial("1005", { serverId: "main", only: true });
      const id = await untilRinging(desk);
      await desk.command({ type: "call.answer", callId: id });
      await desk.until("they talk", () => desk.call(id).state === "active");
      await anna.until("they talk", () => live(anna).some(({ state }) => state === "active"));
      return id;
    }

    /** In the window, to whoever is typed, at once. */
    async function typeTransfer(typed: string): Promise<void> {
      const window = await desk.window();
      const field = window.getByRole("textbox", { name: "To whom? Name or number" });
      const openOnce = async () => {
        const button = window.getByRole("button", { name: "Transfer" });
        if ((await field.count()) === 0) await button.click({ timeout: 1_000 }).catch(() => undefined);
        return field.count();
      };
      await expect.poll(openOnce, { timeout: patienceMs, interval: 250 }).toBe(1);
      await field.fill(typed);
      await window.getByText(`Enter transfers the call to ${typed.replace("-", "")} at once.`).waitFor();
      await window.keyboard.press("Enter");
    }

    async function consult(callId: CallId, target: string): Promise<CallId> {
      const reply = await desk.command({ type: "call.consult", callId, target });
      if (!reply.ok || reply.callId === undefined) throw new Error(JSON.stringify(reply));
      const asked = reply.callId;
      await desk.until("it is dialled", ({ calls }) => calls.some(({ id }) => id === asked));
      await desk.until("the first waits", () => desk.call(callId).held);
      return asked;
    }

    /**
     * Asterisk may take a frame of the desk's own voice for the answer of whoever is called, and says 200 of somebody busy
     * (docs/decisions/0016); asked anew, it says what is so. @returns the call of which it said so.
     */
    async function transferUntil(isSo: (call: Call) => boolean, target: string, tries: number): Promise<CallId> {
      const id = await talkWithAnna();
      await typeTransfer(target);
      await desk.until("it is over", () => desk.call(id).end !== null, patienceMs);
      if (tries <= 1 || isSo(desk.call(id))) return id;
      await hangUpAll(anna);
      return transferUntil(isSo, target, tries - 1);
    }

    /** On either server: a dial may have been carried over. */
    const ringingOn = (attemptId: string) =>
      Object.entries(linesOf(testbed, attemptId)).filter(
        ([, lines]) => lines.length > 0 && !lines.some(({ event }) => event === "ended"),
      );

    /**
     * As an operator presses: again where nothing came of it. A card takes no press for a moment after it moved, and the
     * cards of calls that are over, an earlier test's too, make it move when they go.
     */
    async function press(name: string, isTaken: () => boolean): Promise<void> {
      const button = (await desk.window()).getByRole("button", { name });
      const pressOnce = async () => {
        if (!isTaken()) await button.click({ timeout: 1_000 }).catch(() => undefined);
        return isTaken();
      };
      await expect.poll(pressOnce, { message: name, timeout: patienceMs, interval: 250 }).toBe(true);
    }
    const isOver = (id: CallId) => () => desk.call(id).state === "ended";

    it("from the window, with Enter: Anna talks on with the other, and the desk is out of it", async () => {
      const id = await talkWithAnna();
      await typeTransfer("6-00");
      const window = await desk.window();
      await untilEnded(id, "transferred");
      await window.getByText("Handed over to 600.").first().waitFor();
      expect(live(desk)).toEqual([]);
      await annaHears();
    });

    it("is told while it rings there", async () => {
      const toldOf = (id: CallId) =>
        desk.feed.seen.flatMap(({ event }) =>
          "call" in event && event.call.id === id ? (event.call.transfer?.state ?? []) : [],
        );
      const id = await transferUntil((call) => toldOf(call.id).includes("ringing"), "603", 3);
      expect(desk.call(id).end).toMatchObject({ reason: "transferred" });
      expect(toldOf(id)).toEqual(expect.arrayContaining(["asked", "trying", "ringing"]));
      await annaHears();
    });

    it("to a number that does not exist stays here, says so, and they talk on", async () => {
      const id = await talkWithAnna();
      await desk.command({ type: "call.transferBlind", callId: id, target: "99999" });
      await desk.until("it failed", () => desk.call(id).transfer?.code === 404, patienceMs);
      await (await desk.window()).getByText("Not transferred: 99999 is not in service.").first().waitFor();
      expect(desk.call(id)).toMatchObject({ state: "active", transfer: { state: "failed" } });
      await annaHears();
    });

    it("to somebody busy is lost with this server, which is told, with the way back", async () => {
      const id = await transferUntil(({ end }) => end?.code !== 200, "602", 3);
      expect(desk.call(id)).toMatchObject({ end: { reason: "transferFailed", code: 486 }, mayRescue: true });
      await (await desk.window()).getByRole("button", { name: /^Call back through/u }).waitFor();
    });

    it("after asking, completed in the window: Anna talks with whoever was asked", async () => {
      const id = await talkWithAnna();
      const asked = await consult(id, "603");
      expect(desk.call(asked)).toMatchObject({ serverId: "main", consultOf: id });
      await desk.until("they answer", () => desk.call(asked).state === "active", patienceMs);
      await press("Hand over", () => desk.call(id).transfer !== null);
      await untilEnded(id, "transferred");
      await untilEnded(asked, "transferred");
      await annaHears();
    });

    it("after asking, taken back: the other call ends and Anna is heard again", async () => {
      const id = await talkWithAnna();
      const asked = await consult(id, "603");
      await desk.until("they answer", () => desk.call(asked).state === "active", patienceMs);
      await press("Return", isOver(asked));
      await desk.until("back", () => live(desk).length === 1 && !desk.call(id).held, patienceMs);
      await annaHears();
    });

    it("after asking, cancelled while it rings there: nobody rings on", async () => {
      const id = await talkWithAnna();
      const asked = await consult(id, "601");
      await desk.until("it rings", () => desk.call(asked).state === "ringing");
      await press("Cancel", isOver(asked));
      await desk.until("back", () => live(desk).length === 1 && !desk.call(id).held, patienceMs);
      const { attemptId, end } = desk.call(asked);
      expect(end).toMatchObject({ by: "local", reason: "cancelled" });
      expect(Object.values(linesOf(testbed, attemptId)).flat()).not.toEqual([]);
      await expect.poll(() => ringingOn(attemptId)).toEqual([]);
    });

    it("is still known when Anna hangs up while she waits", async () => {
      const id = await talkWithAnna();
      const asked = await consult(id, "600");
      await desk.until("they answer", () => desk.call(asked).state === "active", patienceMs);
      await hangUpAll(anna);
      await desk.until("she is gone", () => desk.call(id).state === "ended", patienceMs);
      await (await desk.window()).getByText(/hung up while waiting\.$/u).waitFor();
      expect(desk.call(asked)).toMatchObject({ state: "active" });
    });

    it("is not joined across two servers, in words; transferred without asking it is", async () => {
      const id = await talkWithAnna();
      placeIncoming({ server: testbed.backup, to: "1005", fromNumber: "0340000001", audio: "echo" });
      const other = await untilRinging(desk);
      await desk.command({ type: "call.answer", callId: other });
      await desk.until("both up", () => desk.call(other).state === "active" && desk.call(id).held, patienceMs);
      expect(desk.call(other).serverId).toBe(backup);
      const refused = await desk.command({ type: "call.transferAttended", callId: id, toCallId: other });
      expect(refused).toMatchObject({
        failure: { kind: "notNow", message: expect.stringContaining("different servers") },
      });
      expect(await desk.command({ type: "call.transferBlind", callId: id, target: "600" })).toEqual({ ok: true });
      await untilEnded(id, "transferred");
      await annaHears();
      expect(desk.call(other).state).toBe("active");
    });

    it("whose server dies while somebody is asked is not lost in silence: both cards say it", async () => {
      const id = await talkWithAnna();
      const asked = await consult(id, "600");
      await desk.until("they answer", () => desk.call(asked).state === "active", patienceMs);
      await testbed.main.crash();
      try {
        await desk.until(
          "both lost",
          () => [id, asked].every((one) => desk.call(one).state === "stranded"),
          patienceMs,
        );
        const window = await desk.window();
        const told = () => window.locator("article").getByText("The call was lost with Main.").count();
        await expect.poll(told).toBe(2);
      } finally {
        await testbed.main.start();
      }
    });
  },
  "chromium",
);
