/** Two real Tandems talk through a real server, and it dies: they end up in one conversation through the other. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Call } from "../../shared/model/call.ts";
import { ServerId, type CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, type TandemApp } from "./launch-app.ts";

const patienceMs = 12_000;
const backup = ServerId.parse("backup");

type Desk = { readonly app: TandemApp; readonly ear: Ear };

describeWithAsterisk(
  "two Tandems whose server dies",
  () => {
    let testbed: Testbed;
    const desks: Desk[] = [];

    beforeAll(async () => {
      testbed = await startTestbed();
    });

    afterEach(async () => {
      for (const { ear, app } of desks.splice(0)) {
        ear.close();
        await app.close();
      }
      await testbed.main.crash();
      await testbed.main.start();
    });

    afterAll(async () => {
      await testbed?.stop();
    });

    async function sitDown(user: string, rescue: "ask" | "auto"): Promise<Desk> {
      const app = await launchApp({ policy: { ...testbed.policyDocument(user), failover: { rescue } }, env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
      const desk = { app, ear: await openEar(app) };
      desks.push(desk);
      return desk;
    }

    const live = ({ app }: Desk): readonly Call[] => app.feed.snapshot().calls.filter(({ state }) => state !== "ended");

    async function untilLive(desk: Desk, what: string, wanted: Partial<Call>): Promise<CallId> {
      const isWanted = (call: Call) =>
        Object.entries(wanted).every(([key, value]) => call[key as keyof Call] === value);
      await desk.app.until(what, () => live(desk).length === 1 && live(desk).every(isWanted), patienceMs);
      const [call] = live(desk);
      if (call === undefined) throw new Error(what);
      return call.id;
    }

    /** Anna dials Ben through the main server, which is killed while they talk. */
    async function loseTogether(anna: Desk, ben: Desk): Promise<{ anna: CallId; ben: CallId }> {
      const dialled = await anna.app.dial("1002", { serverId: "main" });
      const rung = await untilLive(ben, "it rings", { direction: "incoming", state: "ringing" });
      await ben.app.command({ type: "call.answer", callId: rung });
      await untilLive(anna, "they talk", { state: "active" });
      await hearEachOther(anna, ben);
      process.kill(testbed.main.pid() ?? 0, "SIGKILL");
      return { anna: dialled, ben: rung };
    }

    async function hearEachOther(...both: readonly Desk[]): Promise<void> {
      for (const { ear } of both) {
        const hears = async () => (await ear.listen(1_200)).map(describeVoice).some((voice) => voice.hears);
        await expect.poll(hears, { timeout: patienceMs }).toBe(true);
      }
    }

    it("talk again under policy auto: the one who dialled redials, and the other's key answers it", async () => {
      const anna = await sitDown("1001", "auto");
      const ben = await sitDown("1002", "auto");
      const lost = await loseTogether(anna, ben);
      await untilLive(ben, "it rings again", { state: "ringing", serverId: backup, rescueOf: lost.ben });
      await ben.app.command({ type: "call.rescue", callId: lost.ben });
      await untilLive(ben, "Ben talks", { state: "active", direction: "incoming" });
      await untilLive(anna, "Anna talks", { state: "active", direction: "outgoing", rescueOf: lost.anna });
      await hearEachOther(anna, ben);
      expect(testbed.backup.answeredCalls()).toHaveLength(1);
    });

    it("talk again when both press at once: their two calls cross and become one", async () => {
      const anna = await sitDown("1001", "ask");
      const ben = await sitDown("1002", "ask");
      const before = testbed.backup.answeredCalls().length;
      const lost = await loseTogether(anna, ben);
      await untilLive(anna, "Anna lost it", { state: "stranded" });
      await untilLive(ben, "Ben lost it", { state: "stranded" });
      await Promise.all([
        anna.app.command({ type: "call.rescue", callId: lost.anna }),
        ben.app.command({ type: "call.rescue", callId: lost.ben }),
      ]);
      await untilLive(anna, "Anna talks", { state: "active", serverId: backup });
      await untilLive(ben, "Ben talks", { state: "active", serverId: backup });
      await hearEachOther(anna, ben);
      expect([...live(anna), ...live(ben)].map(({ direction }) => direction)).toEqual(["outgoing", "incoming"]);
      expect(testbed.backup.answeredCalls()).toHaveLength(before + 1);
    });
  },
  "chromium",
);
