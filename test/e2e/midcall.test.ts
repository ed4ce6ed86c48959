/** What happens to a call under way on two real servers: hold, mute, digits, a killed server. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { infoOperator } from "../testbed/accounts.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

describeWithAsterisk(
  "a call under way on two real servers",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let page: Page;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { failbackAfterMs: 1_000 };
      const document = testbed.policyDocument("1001");
      // There it is an account whose server takes digits in INFO alone.
      const servers = document.servers.map((server) =>
        server.id === "backup" ? { ...server, user: infoOperator } : server,
      );
      app = await launchWithPlaywright({ policy: { ...document, servers, failover }, env: withEar });
      page = await app.window();
      await bothReady();
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    afterEach(async () => {
      await hangUpAll(app);
    });

    const bothReady = () => app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
    const listen = async () => (await ear.listen(1_500)).map(describeVoice);
    const untilCall = async (id: CallId, what: string, test: (call: Call) => boolean, limitMs = 10_000) => {
      await app.until(what, () => test(app.call(id)), limitMs);
      return app.call(id);
    };

    async function talkTo(target: string, serverId: "main" | "backup" = "main"): Promise<CallId> {
      const id = await app.dial(target, { serverId, only: true });
      await untilCall(id, "talking", ({ state }) => state === "active");
      return id;
    }

    /** @returns the rescue of a stranded call, up and heard through the backup. */
    async function untilRescued(id: CallId): Promise<Call> {
      const { snapshot } = await app.until("rescued", ({ calls }) =>
        calls.some(({ rescueOf, state }) => rescueOf === id && state === "active"),
      );
      const rescued = snapshot.calls.find(({ rescueOf }) => rescueOf === id);
      if (rescued === undefined) throw new Error("nothing was rescued");
      expect((await listen()).filter(({ hears }) => hears)).toEqual([bothWays]);
      return rescued;
    }

    async function killMain(): Promise<void> {
      onTestFinished(async () => {
        await testbed.main.start();
        await bothReady();
      });
      await testbed.main.crash();
    }

    it("is held and taken back: the caller gets music, we send silence and get nothing", async () => {
      const music = (what: string) => testbed.main.fullLog().split(`${what} music on hold`).length - 1;
      // A steady tone would make Chromium's echo canceller swallow our own voice.
      placeIncoming({ server: testbed.main, to: "1001", fromNumber: "0340000001", audio: "echo" });
      const callId = await untilRinging(app);
      await app.command({ type: "call.answer", callId });
      await untilCall(callId, "talking", ({ state }) => state === "active");
      expect(await listen()).toEqual([bothWays]);
      await app.command({ type: "call.hold", callId });
      await untilCall(callId, "held", ({ held }) => held);
      await expect.poll(() => [music("Started"), music("Stopped")]).toEqual([1, 0]);
      expect(await listen()).toEqual([{ sends: true, speaks: false, receives: false, hears: false }]);
      expect(app.call(callId)).toMatchObject({ state: "active", signalling: "ok" });
      await app.command({ type: "call.resume", callId });
      await untilCall(callId, "taken back", ({ held }) => !held);
      await expect.poll(() => [music("Started"), music("Stopped")]).toEqual([1, 1]);
      expect(await listen()).toEqual([bothWays]);
    });

    it("is muted and unmuted: the line stays open in silence", async () => {
      const callId = await talkTo("600");
      expect(await listen()).toEqual([bothWays]);
      await app.command({ type: "call.mute", callId });
      await untilCall(callId, "muted", ({ muted }) => muted);
      await listen();
      expect(await listen()).toEqual([{ sends: true, speaks: false, receives: true, hears: false }]);
      await app.command({ type: "call.unmute", callId });
      await untilCall(callId, "unmuted", ({ muted }) => !muted);
      expect(await listen()).toEqual([bothWays]);
    });

    it.each([
      ["main", "telephone-event (RFC 4733)"],
      ["backup", "INFO"],
    ] as const)("sends the digits that were keyed with the keyboard to %s, as %s", async (serverId, how) => {
      const server = testbed[serverId];
      await server.cli("pjsip set logger on");
      onTestFinished(async () => void (await server.cli("pjsip set logger off")));
      const callId = await talkTo("607", serverId);
      await page.keyboard.press("Control+Shift+K");
      await page.getByRole("group", { name: /^Keypad/u }).waitFor();
      await page.keyboard.type("15*9");
      const { attemptId } = app.call(callId);
      const digits = () => server.callsLog().filter(({ event, key }) => event === "digits" && key === attemptId);
      await expect.poll(() => digits().map(({ detail }) => detail)).toEqual(["15*9"]);
      expect(server.fullLog().includes("INFO sip:")).toBe(how === "INFO");
      await page.keyboard.press("Escape");
    });

    it("shows how it sounds: bars, and figures that were measured", async () => {
      await talkTo("600");
      await page.getByRole("button", { name: /^The sound is/u }).click({ timeout: 15_000 });
      const figures = page.getByRole("group", { name: "How this call sounds" });
      await expect
        .poll(() => figures.innerText())
        .toMatch(/Score\s+[34]\.?\d? of 4\.\d[\s\S]+Lost\s+\d[\s\S]+Jitter\s+\d+ ms/u);
      await page.keyboard.press("Escape");
      await expect.poll(() => figures.count()).toBe(0);
    });

    it("is stranded when its server is killed, and is rescued through the backup by its key in the window", async () => {
      const callId = await talkTo("600");
      const note = "Wants the March invoice";
      expect(await app.command({ type: "call.note", callId, text: note })).toEqual({ ok: true });
      const early = await app.command({ type: "call.rescue", callId });
      expect(early).toMatchObject({ ok: false, failure: { kind: "notNow" } });
      await killMain();
      await untilCall(callId, "stranded", ({ state }) => state === "stranded");
      await page.keyboard.press("Control+Shift+R");
      const rescued = await untilRescued(callId);
      expect(rescued).toMatchObject({ direction: "outgoing", serverId: "backup", rescueOf: callId, signalling: "ok" });
      expect(rescued).toMatchObject({ note, atFirstAnswered: app.call(callId).atAnswered });
      expect(app.log()).not.toContain(note);
      expect(rescued.attempts.map(({ serverId, outcome }) => [serverId, outcome])).toEqual([["backup", "answered"]]);
      expect(app.call(callId).end).toEqual({ by: "system", reason: "rescued", code: null });
      expect(testbed.backup.answeredCalls().map(({ key }) => key)).toContain(rescued.attemptId);
    });

    it("that came in is rescued by calling its number back", async () => {
      const incoming = placeIncoming({
        server: testbed.main,
        to: "1001",
        fromNumber: "600",
        fromName: "Echo",
        audio: "echo",
      });
      const callId = await untilRinging(app);
      await app.command({ type: "call.answer", callId });
      expect(await incoming.whenDecided(15_000)).toBe("ANSWER");
      await untilCall(callId, "talking", ({ state }) => state === "active");
      expect(await listen()).toContainEqual(bothWays);
      await killMain();
      await untilCall(callId, "stranded", ({ state }) => state === "stranded");
      expect(await app.command({ type: "call.rescue", callId })).toMatchObject({ ok: true });
      const rescued = await untilRescued(callId);
      expect(rescued).toMatchObject({
        direction: "outgoing",
        serverId: "backup",
        rescueOf: callId,
        remote: { number: "600", name: "Echo" },
      });
    });
  },
  "chromium",
  "iptables",
);
