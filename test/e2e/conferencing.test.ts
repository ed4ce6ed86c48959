/** Three who talk together across two real servers: who hears whom is recorded where each party's sound arrives. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { connectRawSip } from "../testbed/raw-sip-client.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { axeComplaints } from "./axe-complaints.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { hasHeardOperator, heardAt, soundAt } from "./heard-tones.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

const patienceMs = 15_000;

describeWithAsterisk(
  "a conference mixed at the desk",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let page: Page;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1004"), env: withEar });
      page = await app.window();
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      ear = await openEar(app);
    });
    afterEach(() => hangUpAll(app));
    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    async function talkTo(target: string, serverId: "main" | "backup"): Promise<CallId> {
      const id = await app.dial(target, { serverId, only: true });
      await app.until("talking", () => app.call(id).state === "active");
      return id;
    }

    /** The party of 611 at the main server and the one of 612 at the backup. */
    async function threeTogether(): Promise<readonly [CallId, CallId]> {
      const both = [await talkTo("611", "main"), await talkTo("612", "backup")] as const;
      await app.until("the first waits", () => app.call(both[0]).held);
      await press("Talk all three", () => both.every((id) => app.call(id).inConference));
      await app.until("all talk", () => both.every((id) => app.call(id).inConference && !app.call(id).held));
      return both;
    }

    /** Again where a card that moved took no press. */
    async function press(name: string, isTaken: () => boolean): Promise<void> {
      const button = page.getByRole("button", { name, exact: true });
      const pressOnce = async () => {
        if (!isTaken())
          await button
            .first()
            .click({ timeout: 1_000 })
            .catch(() => undefined);
        return isTaken();
      };
      await expect.poll(pressOnce, { message: name, timeout: patienceMs, interval: 400 }).toBe(true);
    }

    const hear = () => [heardAt(testbed.main, "611").toSorted(), heardAt(testbed.backup, "612").toSorted()];
    const order = async (
      type: "call.answer" | "call.swap" | "call.mute" | "call.hold" | "call.resume" | "call.split",
      callId: CallId,
    ) => expect(await app.command({ type, callId })).toEqual({ ok: true });

    it("begins as two calls, swapped by the waiting card's button and by the keys: one hears, the other waits", async () => {
      const [first, second] = [await talkTo("611", "main"), await talkTo("612", "backup")];
      const waiting = () => [app.call(first).held, app.call(second).held];
      await expect.poll(waiting).toEqual([true, false]);
      const ofFirst = page.locator(".calls article", { hasText: "611" }).getByRole("button", { name: "Hold" });
      await expect.poll(() => ofFirst.getAttribute("aria-pressed")).toBe("true");
      await ofFirst.click();
      await expect.poll(waiting).toEqual([false, true]);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([["operator"], []]);
      await page.keyboard.press("Control+Shift+S");
      await expect.poll(waiting).toEqual([true, false]);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([[], ["operator"]]);
    });

    it("has one of two that were answered at once wait unheard, says so, and takes it like any other", async () => {
      const dialled = await app.dial("601", { serverId: "main", only: true });
      await app.until("it rings", () => app.call(dialled).state === "ringing");
      const caller = placeIncoming({ server: testbed.backup, to: "1004", fromNumber: "0340000001", audio: "echo" });
      onTestFinished(() => caller.hangUp());
      const talking = await untilRinging(app);
      await order("call.answer", talking);
      await app.until("talking", () => app.call(talking).state === "active");
      const { attemptId } = app.call(dialled);
      const channel = testbed.main.callsLog().find(({ key }) => key === attemptId)?.channel ?? "none";
      await testbed.main.cli(`channel redirect ${channel} operators,611,1`);
      await app.until("picked up", () => app.call(dialled).state === "active");
      expect([app.call(dialled), app.call(talking)]).toMatchObject([
        { held: true, answeredAside: true },
        { held: false, answeredAside: false },
      ]);
      await page.locator(".calls article", { hasText: "601" }).getByText("Answered, and waits on hold.").waitFor();
      await expect.poll(() => soundAt(testbed.main, "611").length, { timeout: patienceMs }).toBeGreaterThan(2 * 8_000);
      const voices = (await ear.listen(1_200)).map(describeVoice);
      expect(voices.filter(({ speaks }) => speaks)).toEqual([bothWays]);
      expect(hasHeardOperator(testbed.main, "611")).toBe(false);

      await order("call.swap", dialled);
      await app.until("swapped", () => !app.call(dialled).held && app.call(talking).held);
      await expect.poll(() => heardAt(testbed.main, "611"), { timeout: patienceMs }).toEqual(["operator"]);
    });

    it("lets each party hear the other and the operator, not itself, on two servers; muted, held and split", async () => {
      const [first, second] = await threeTogether();
      const all = [
        ["at612", "operator"],
        ["at611", "operator"],
      ];
      await expect.poll(hear, { timeout: patienceMs }).toEqual(all);
      const voices = (await ear.listen(1_200)).map(describeVoice);
      expect(voices.filter(({ hears }) => hears)).toHaveLength(2);

      await order("call.mute", first);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([["at612"], ["at611"]]);
      await order("call.hold", second);
      await app.until("both wait", () => app.call(first).held && app.call(second).held);
      expect(await axeComplaints(app)).toEqual([]);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([[], []]);
      await order("call.resume", first);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([["at612"], ["at611"]]);

      await order("call.split", second);
      await app.until("the first waits", () => app.call(first).held && !app.call(second).held);
      await expect.poll(hear, { timeout: patienceMs }).toEqual([[], []]);
      expect([first, second].map((id) => app.call(id).inConference)).toEqual([false, false]);
    });

    it("is a call again when one party is dropped", async () => {
      const [first, second] = await threeTogether();
      await expect.poll(() => heardAt(testbed.backup, "612"), { timeout: patienceMs }).toContain("at611");
      expect(await app.command({ type: "call.hangUp", callId: first })).toEqual({ ok: true });
      await app.until("one call", () => !app.call(second).inConference && app.call(second).state === "active");
      await expect.poll(() => heardAt(testbed.backup, "612"), { timeout: patienceMs }).toEqual(["operator"]);
    });

    it("is left to the two where one server has both", async () => {
      const calls: CallId[] = [];
      // Asterisk joins only calls of which one is bridged, and the numbers that listen are not.
      for (const user of ["1002", "1003"]) {
        const party = await connectRawSip(testbed.main, user);
        onTestFinished(() => party.terminate());
        await party.register();
        calls.push(await app.dial(user, { serverId: "main", only: true }));
        (await party.nextIncoming(patienceMs))?.accept();
        await app.until(
          "talking",
          ({ calls: all }) => all.filter(({ state }) => state === "active").length === calls.length,
        );
      }
      const [first, second] = calls;
      if (first === undefined || second === undefined) throw new Error("nobody to join");
      await app.until("the first waits", () => app.call(first).held);
      expect(await app.command({ type: "call.conference", callIds: calls })).toEqual({ ok: true });
      await app.until("all talk", () => calls.every((id) => app.call(id).inConference && !app.call(id).held));
      expect(await app.command({ type: "call.transferAttended", callId: first, toCallId: second })).toEqual({
        ok: true,
      });
      const areHandedOver = () => calls.every((id) => app.call(id).end?.reason === "transferred");
      await app.until("both handed over", areHandedOver, patienceMs);
    });
  },
  "chromium",
);
