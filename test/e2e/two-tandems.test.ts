/** Two real Tandems talk through a real server, and it dies: they end up in one conversation through the other. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import { ServerId, type CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";

const patienceMs = 12_000;
const backup = ServerId.parse("backup");

type Desk = { readonly app: TandemApp; readonly ear: Ear };

describeWithAsterisk(
  "two Tandems whose server dies",
  () => {
    let testbed: Testbed;
    let anna: Desk;
    let ben: Desk;

    beforeAll(async () => {
      testbed = await startTestbed();
      [anna, ben] = await Promise.all([sitDown("1001", "auto"), sitDown("1002", "ask")]);
    });

    afterEach(async () => {
      for (const { app } of [anna, ben]) await hangUpAll(app);
      await testbed.main.crash();
      await testbed.main.start();
      await Promise.all([anna, ben].map(({ app }) => bothReady(app)));
    });

    afterAll(async () => {
      for (const desk of [anna, ben]) {
        desk?.ear.close();
        await desk?.app.close();
      }
      await testbed?.stop();
    });

    const bothReady = (app: TandemApp) =>
      app.until("both registered", ({ reachability }) => reachability === "all", 25_000);

    async function sitDown(user: string, rescue: "ask" | "auto"): Promise<Desk> {
      const app = await launchApp({ policy: { ...testbed.policyDocument(user), failover: { rescue } }, env: withEar });
      await bothReady(app);
      return { app, ear: await openEar(app) };
    }

    const live = (app: TandemApp): readonly Call[] =>
      app.feed.snapshot().calls.filter(({ state }) => state !== "ended");

    async function untilLive({ app }: Desk, what: string, wanted: Partial<Call>): Promise<CallId> {
      const isWanted = (call: Call) =>
        Object.entries(wanted).every(([key, value]) => call[key as keyof Call] === value);
      await app.until(what, () => live(app).length === 1 && live(app).every(isWanted), patienceMs);
      const [call] = live(app);
      if (call === undefined) throw new Error(what);
      return call.id;
    }

    /** One dials the other through the main server, which is killed while they talk. @returns what each has lost. */
    async function loseTogether(
      caller: Desk,
      callee: Desk,
      number: string,
    ): Promise<{ readonly ofCaller: CallId; readonly ofCallee: CallId }> {
      const ofCaller = await caller.app.dial(number, { serverId: "main" });
      const ofCallee = await untilLive(callee, "it rings", { direction: "incoming", state: "ringing" });
      await callee.app.command({ type: "call.answer", callId: ofCallee });
      await untilLive(caller, "they talk", { state: "active" });
      await hearEachOther();
      process.kill(testbed.main.pid() ?? 0, "SIGKILL");
      return { ofCaller, ofCallee };
    }

    async function hearEachOther(): Promise<void> {
      for (const { ear } of [anna, ben]) {
        const hears = async () => (await ear.listen(1_200)).map(describeVoice).some((voice) => voice.hears);
        await expect.poll(hears, { timeout: patienceMs }).toBe(true);
      }
    }

    it("talk again under policy auto: the one who dialled redials, and the other's key answers it", async () => {
      const lost = await loseTogether(anna, ben, "1002");
      await untilLive(ben, "it rings again", { state: "ringing", serverId: backup, rescueOf: lost.ofCallee });
      await ben.app.command({ type: "call.rescue", callId: lost.ofCallee });
      await untilLive(ben, "Ben talks", { state: "active", direction: "incoming" });
      await untilLive(anna, "Anna talks", { state: "active", direction: "outgoing", rescueOf: lost.ofCaller });
      await hearEachOther();
      expect(testbed.backup.answeredCalls()).toHaveLength(1);
    });

    it("talk again when both press at once: their two calls cross and become one", async () => {
      const before = testbed.backup.answeredCalls().length;
      const lost = await loseTogether(ben, anna, "1001");
      await untilLive(anna, "Anna lost it", { state: "stranded" });
      await untilLive(ben, "Ben lost it", { state: "stranded" });
      await Promise.all([
        anna.app.command({ type: "call.rescue", callId: lost.ofCallee }),
        ben.app.command({ type: "call.rescue", callId: lost.ofCaller }),
      ]);
      await untilLive(ben, "Ben talks", { state: "active", serverId: backup, direction: "outgoing" });
      await untilLive(anna, "Anna talks", { state: "active", serverId: backup, direction: "incoming" });
      await hearEachOther();
      expect(testbed.backup.answeredCalls()).toHaveLength(before + 1);
    });
  },
  "chromium",
);
