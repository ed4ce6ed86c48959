/** The running app's life around the phone, on two real servers: crashes, second starts, sleep, tray, quitting, secrets. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { accountPassword } from "../testbed/accounts.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { desktopOf, type Desktop } from "./desktop.ts";
import { endAllCalls } from "./end-all-calls.ts";
import { killRenderer } from "./kill-renderer.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { recordFigure } from "./record-figure.ts";
import { runToEnd } from "./run-to-end.ts";
import { withRoom } from "./trials.ts";

const patienceMs = 40_000;

describeWithAsterisk(
  "the app's life",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let desktop: Desktop;

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { failbackAfterMs: 1_000 };
      const policy = { ...testbed.policyDocument("1004"), failover };
      app = await launchWithPlaywright({ policy, needsTestHook: true });
      desktop = desktopOf(app);
      await bothReady(app);
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    /** Nothing may be left over for the next test to meet. */
    afterEach(async () => {
      if (app.process.exitCode === null) await endAll();
    });

    const isReady = ({ reachability, engine }: Snapshot) => reachability === "all" && engine.state === "running";
    const bothReady = (one: TandemApp) => one.until("both registered", isReady, 20_000);
    const contacts = async (user: string) => [
      ...(await testbed.main.contacts(user)),
      ...(await testbed.backup.contacts(user)),
    ];
    const talk = async (one: TandemApp): Promise<CallId> => {
      const callId = await one.dial("600");
      await one.until("talking", () => one.call(callId).state === "active");
      return callId;
    };
    const endAll = () => endAllCalls(app);
    const eventsSince = (at: number) => app.feed.seen.filter((seen) => seen.at >= at).map(({ event }) => event);
    const engineStatesSince = (at: number) =>
      eventsSince(at).flatMap((event) => (event.type === "engine.changed" ? [event.engine.state] : []));
    const field = async () => (await app.window()).getByRole("textbox", { name: "Name or number" });

    it("an engine killed at rest is told at once, started again, and registered on both within 3 s", async () => {
      const page = await app.window();
      // The first restart is at once, so each sentence stands for a moment only: the page itself must look.
      const isSaid = page.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const look = () => {
              const said = document.querySelector("[role=status]")?.textContent ?? "";
              if (/^(The phone stopped|Connecting to the servers)/u.test(said)) resolve(true);
            };
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
            setTimeout(() => resolve(false), 10_000);
          }),
      );
      const loss = app.feed.until(({ engine }) => engine.state === "lost", patienceMs);
      const nothing = app.feed.until(({ nextCall }) => nextCall.serverId === null, patienceMs);
      const atKill = await killRenderer(app, "engine");
      const [{ snapshot: lost }, { snapshot: meanwhile }] = await Promise.all([loss, nothing]);
      const refused = await app.command({ type: "call.dial", target: "600" });
      expect(await isSaid).toBe(true);
      const { at: atBack } = await bothReady(app);
      expect(engineStatesSince(atKill)).toEqual(["lost", "starting", "running"]);
      expect([lost.engine, meanwhile.servers.map(({ state }) => state), meanwhile.nextCall]).toEqual([
        { state: "lost" },
        ["offline", "offline"],
        { serverId: null, why: "noServer" },
      ]);
      expect(refused).toMatchObject({ ok: false, failure: { kind: expect.stringMatching(/^(notNow|engineLost)$/u) } });
      recordFigure({
        figure: "engine killed to both registered again",
        unit: "ms",
        values: [atBack - atKill],
        limit: { of: "max", atMost: 3_000 },
      });
      expect(atBack - atKill).toBeLessThan(withRoom(3_000));
    });

    it("an engine killed in a call ends that call with the reason, and the next call works", async () => {
      const callId = await talk(app);
      const loss = app.feed.until(({ engine }) => engine.state === "lost", patienceMs);
      const atKill = await killRenderer(app, "engine");
      await loss;
      await bothReady(app);
      const ends = eventsSince(atKill).flatMap((event) => (event.type === "call.ended" ? [event.call] : []));
      expect(ends.map(({ id, end }) => ({ id, end }))).toEqual([
        { id: callId, end: { by: "system", reason: "engineLost", code: null } },
      ]);
      // The server is told by the engine that came after, with a BYE in the dead one's dialog.
      await expect.poll(() => testbed.main.channels(), { timeout: 3_000 }).toBe(0);
      const next = await talk(app);
      expect(app.call(next)).toMatchObject({ serverId: "main", signalling: "ok" });
    });

    it.each([
      ["a tel: link", ["tel:+81-3-1234-5678"], "+81312345678"],
      [
        "a tel: link among flags",
        ["--bogus", "--check-config", "--dial=110", "tel:0355556666", "--hidden"],
        "0355556666",
      ],
      ["--dial", ["--dial=03 1111 2222"], "0311112222"],
    ])(
      "a second start with %s ends with 0, fills the field of the first, and dials nothing",
      async (_what, args, filled) => {
        const atStart = Date.now();
        const { code } = await runToEnd(["--headless", `--user-data-dir=${app.userDataDir}`, ...args]);
        expect(code).toBe(0);
        await expect.poll(async () => (await field()).inputValue()).toBe(filled);
        await sleep(500);
        expect(eventsSince(atStart).filter((event) => event.type.startsWith("call."))).toEqual([]);
      },
    );

    it("sleep and wake make both registrations doubtful, and ready again within 1 s, by the same engine", async () => {
      await desktop.emitPower("suspend");
      await sleep(300);
      const atWake = Date.now();
      await desktop.emitPower("resume");
      await app.until("both are doubted", () => {
        const doubted = eventsSince(atWake).flatMap((event) =>
          event.type === "server.stateChanged" && event.server.state === "doubtful" ? [event.server.id] : [],
        );
        return new Set(doubted).size === 2;
      });
      const { at } = await bothReady(app);
      expect(at - atWake).toBeLessThan(withRoom(1_000));
      expect(engineStatesSince(atWake)).toEqual([]);
    });

    it("the tray tells the sentence and the crash of a server within 100 ms of the Snapshot", async () => {
      await expect.poll(async () => (await desktop.tray())?.toolTip).toBe("Ready. Calls go through Main.");
      const before = await desktop.tray();
      await desktop.watchTray();
      onTestFinished(async () => {
        await testbed.main.start();
        await bothReady(app);
        await app.until("main is preferred again", ({ nextCall }) => nextCall.serverId === "main", 20_000);
      });
      const atCrash = Date.now();
      await testbed.main.crash();
      const isLost = ({ servers }: Snapshot) => servers.some(({ id, state }) => id === "main" && state === "lost");
      const { snapshot } = await app.until("main is lost", isLost);
      await expect
        .poll(async () =>
          (await desktop.trayChanges()).some(({ toolTip }) => toolTip.startsWith("Main is not answering.")),
        )
        .toBe(true);
      const told = snapshot.servers.find(({ id }) => id === "main")?.atSince ?? 0;
      const changes = (await desktop.trayChanges()).filter(({ at }) => at >= atCrash);
      const lookedNew = changes.find(({ icon }) => icon !== before?.icon);
      const saidNew = changes.find(({ toolTip }) => toolTip.startsWith("Main is not answering."));
      expect(saidNew?.toolTip).toBe("Main is not answering. Calls go through Backup. Nothing to do.");
      recordFigure({
        figure: "crash in the Snapshot to the tray",
        unit: "ms",
        values: [Math.max(0, (lookedNew?.at ?? Infinity) - told), Math.max(0, (saidNew?.at ?? Infinity) - told)],
        limit: { of: "max", atMost: 100 },
      });
      expect((lookedNew?.at ?? Infinity) - told).toBeLessThan(withRoom(100));
      expect((saidNew?.at ?? Infinity) - told).toBeLessThan(withRoom(100));
    });

    it("the tray's menu answers a call, hangs it up, and turns calls away", async () => {
      const caller = placeIncoming({ server: testbed.main, to: "1004", fromNumber: "0344445555" });
      const has = (label: string) => async () => (await desktop.tray())?.menu.includes(label) ?? false;
      await expect.poll(has("Answer 0344445555")).toBe(true);
      expect((await desktop.tray())?.menu).toContain("Decline 0344445555");
      await desktop.clickTrayItem("Answer 0344445555");
      expect(await caller.whenDecided(15_000)).toBe("ANSWER");
      await expect.poll(has("Hang up 0344445555")).toBe(true);
      await desktop.clickTrayItem("Hang up 0344445555");
      await app.until("it is over", ({ calls }) => calls.every((call) => call.state === "ended"));
      expect(app.feed.snapshot().calls.at(-1)?.end).toEqual({ by: "local", reason: "hungUp", code: null });
      await desktop.clickTrayItem("Do not disturb");
      await app.until("calls are turned away", ({ dnd }) => dnd);
      await desktop.clickTrayItem("Do not disturb");
      await app.until("calls ring again", ({ dnd }) => !dnd);
    });

    it("leaves no password and no digest in any file it wrote, nor in its log", async () => {
      const hash = (text: string) => createHash("md5").update(text).digest("hex");
      const ha1s = ["asterisk", testbed.main.domain, testbed.backup.domain].map((realm) =>
        hash(`1004:${realm}:${accountPassword}`),
      );
      const secrets = [accountPassword, Buffer.from(accountPassword).toString("base64"), ...ha1s];
      const files = readdirSync(app.userDataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "policy-of-test.json")
        .map((entry) => join(entry.parentPath, entry.name));
      const leaks = files.filter((file) => {
        const content = readFileSync(file);
        return secrets.some((secret) => content.includes(secret) || content.includes(Buffer.from(secret, "utf16le")));
      });
      expect(leaks).toEqual([]);
      const settings: unknown = JSON.parse(readFileSync(join(app.userDataDir, "settings.json"), "utf8"));
      expect(settings).toMatchObject({
        lastGood: { document: { account: { user: "1004" } }, sealedSecrets: expect.stringMatching(/^[\w+/=]{60,}$/u) },
      });
      const log = readFileSync(join(app.userDataDir, "logs/tandem.log"), "utf8");
      for (const text of [log, app.log()]) {
        expect(text).toMatch(/> INVITE sip:600@[^\n]*Authorization: •••/u);
        expect(text).not.toMatch(
          /Digest username|\bresponse\s*=\s*"?[0-9a-f]{32}|\b(nonce|cnonce)\s*=\s*"?[\w/+=-]{6}/iu,
        );
      }
    });

    it("quitting in a call asks, stays when told to, and else hangs up, unregisters and ends with 0", async () => {
      const callId = await talk(app);
      expect(await desktop.clickTrayItem("Quit Tandem")).toBe(true);
      await expect.poll(async () => (await desktop.dialogs()).length).toBe(1);
      expect(await desktop.dialogs()).toMatchObject([
        {
          kind: "messageBox",
          options: {
            message: "You are in a call.",
            buttons: ["Stay in the call", "End the call and quit"],
            defaultId: 0,
          },
          answer: 0,
        },
      ]);
      await sleep(500);
      expect([app.process.exitCode, app.call(callId).state]).toEqual([null, "active"]);
      app.feed.close();
      await desktop.answerDialogsWith(1);
      await desktop.clickTrayItem("Quit Tandem");
      expect(await app.exited).toBe(0);
      expect([await contacts("1004"), await testbed.main.channels()]).toEqual([[], 0]);
    });

    it("--hidden starts without a window, rings all the same, and quitting at rest asks nothing", async () => {
      const policy = { ...testbed.policyDocument("1005"), failover: { mergeGapMs: 500 } };
      const hidden = await launchWithPlaywright({ policy, needsTestHook: true, flags: ["--hidden"] });
      onTestFinished(async () => void (await hidden.close()));
      await bothReady(hidden);
      await sleep(500);
      expect([hidden.hasWindow(), (await desktopOf(hidden).tray())?.toolTip]).toEqual([
        false,
        "Ready. Calls go through Main.",
      ]);
      expect((await contacts("1005")).length).toBe(2);
      const caller = placeIncoming({ server: testbed.backup, to: "1005", fromNumber: "0377778888" });
      await (await hidden.incomingCard()).getByRole("article", { name: "0377778888" }).waitFor();
      expect(hidden.hasWindow()).toBe(false);
      await caller.hangUp();
      await hidden.until("it is over", ({ calls }) => calls.every((call) => call.state === "ended"));
      hidden.feed.close();
      await hidden.electron.evaluate(({ app: main }) => setTimeout(() => main.quit(), 0) && undefined);
      expect(await hidden.exited).toBe(0);
      expect(await contacts("1005")).toEqual([]);
      expect(existsSync(join(hidden.userDataDir, "local-api.json"))).toBe(false);
    });

    it("goes on, calls and ends as ever after the terminal that read its log was closed", async () => {
      const deaf = await launchApp({ policy: testbed.policyDocument("1006") });
      onTestFinished(async () => void (await deaf.close()));
      await bothReady(deaf);
      deaf.process.stderr?.destroy();
      await talk(deaf);
      deaf.feed.close();
      deaf.process.kill("SIGTERM");
      expect(await deaf.exited).toBe(0);
    });

    it("a SIGTERM in a call asks nobody: the call is hung up, both servers are told, and it ends with 0", async () => {
      const told = await launchApp({ policy: testbed.policyDocument("1006") });
      onTestFinished(async () => void (await told.close()));
      await bothReady(told);
      await talk(told);
      told.feed.close();
      told.process.kill("SIGTERM");
      expect(await told.exited).toBe(0);
      expect([await contacts("1006"), await testbed.main.channels()]).toEqual([[], 0]);
      expect(existsSync(join(told.userDataDir, "local-api.json"))).toBe(false);
    });
  },
  "chromium",
);
