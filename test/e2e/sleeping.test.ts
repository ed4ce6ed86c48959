/** A seat nobody looks at: its window hidden, its computer asleep, its network changing, and still it can be called. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { continueApp, stopApp } from "./freeze-app.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { recordFigure } from "./record-figure.ts";
import { median, trialCount } from "./trials.ts";

/** Longer than main waits for a deaf engine; `npm run bench` sleeps past the end of both registrations. */
const sleepMs = trialCount(75_000, 16_500);
/** Chromium throttles hidden pages at once to whole seconds, and after 5 min to whole minutes. */
const hiddenMs = trialCount(600_000, 8_000);
const stepMs = 200;

describeWithAsterisk(
  "a seat nobody looks at",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;

    beforeAll(async () => {
      testbed = await startTestbed();
      const failover = { registerExpiresS: 60, failbackAfterMs: 1_000 };
      const policy = { ...testbed.policyDocument("1005"), failover };
      app = await launchWithPlaywright({ policy, flags: ["--hidden"] });
      await bothReady();
    });

    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
    });

    afterEach(async () => {
      await hangUpAll(app);
    });

    const bothReady = () => app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
    const ringing = () => app.feed.snapshot().calls.find((call) => call.state === "ringing");
    /** Runs in the engine's page, like anything the engine does. */
    const inEngine = (code: string): Promise<unknown> =>
      app.electron.evaluate(({ webContents }, wanted) => {
        const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith("app://engine/"));
        if (page === undefined) throw new Error("no engine page");
        return page.executeJavaScript(wanted);
      }, code);
    /** What was said since, in the order in which it was said: each server's states, and a call that rings. */
    const storySince = (at: number) =>
      app.feed.seen.flatMap(({ at: atSeen, event }) => {
        if (atSeen < at) return [];
        if (event.type === "server.stateChanged") return [`${event.server.id} ${event.server.state}`];
        if (event.type === "call.offered") return ["rings"];
        return event.type === "engine.changed" ? [`engine ${event.engine.state}`] : [];
      });

    it(
      "has timers that are not throttled while its window is hidden (E13)",
      { timeout: hiddenMs + 60_000 },
      async () => {
        expect(app.hasWindow()).toBe(false);
        const late = z.array(z.number()).parse(
          await inEngine(`new Promise((resolve) => {
          const late = [];
          let due = performance.now() + ${stepMs};
          const tick = () => {
            late.push(Math.round(performance.now() - due));
            if (late.length >= ${hiddenMs / stepMs}) return resolve(late);
            due = performance.now() + ${stepMs};
            setTimeout(tick, ${stepMs});
          };
          setTimeout(tick, ${stepMs});
        })`),
        );
        recordFigure({
          figure: "hidden engine, timers late",
          unit: "ms",
          values: late,
          limit: { of: "p95", atMost: 50 },
          note: `A timer every ${stepMs} ms in the engine's page for ${hiddenMs / 1_000} s, with no window at all.`,
        });
        // Aligned to whole seconds, half of them would be late by half a second.
        expect(median(late)).toBeLessThanOrEqual(100);
        expect(app.feed.snapshot().reachability).toBe("all");
      },
    );

    it(
      "that slept unannounced claims nothing, rings the call that waited for it, and can be answered (E6)",
      { timeout: sleepMs + 60_000 },
      async () => {
        stopApp(app);
        onTestFinished(() => void continueApp(app));
        await sleep(sleepMs - 1_000);
        await testbed.backup.dropContact("1005");
        const caller = placeIncoming({ server: testbed.main, to: "1005", fromNumber: "0361110001" });
        await sleep(1_000);
        const isBound = sleepMs < 60_000;
        const atWake = continueApp(app);
        await app.until("both are doubted, then ready", () => {
          const story = storySince(atWake);
          return ["main", "backup"].every((id) => story.lastIndexOf(`${id} ready`) > story.indexOf(`${id} doubtful`));
        });
        const again = isBound ? caller : placeIncoming({ server: testbed.main, to: "1005", fromNumber: "0361110002" });
        await app.until("it rings", () => ringing() !== undefined, 5_000);
        const call = ringing();
        expect(await app.command({ type: "call.answer", callId: call?.id ?? ("" as never) })).toEqual({ ok: true });
        expect(await again.whenDecided(5_000)).toBe("ANSWER");
        const story = storySince(atWake);
        expect(story.filter((line) => line.startsWith("engine"))).toEqual([]);
        for (const id of ["main", "backup"]) {
          const firstOfServer = story.find((line) => line.startsWith(id));
          expect([`${id} doubtful`, `${id} registering`, `${id} lost`]).toContain(firstOfServer);
          expect(story.indexOf(firstOfServer ?? "")).toBeLessThan(story.indexOf("rings"));
        }
        expect(await testbed.backup.contacts("1005")).toHaveLength(1);
      },
    );

    it.each([
      ["left the network and came back", ["offline", "online"]],
      ["went from cable to Wi-Fi", ["connection"]],
    ])("that %s claims nothing until both servers have answered, on the sockets they had (E4)", async (_what, news) => {
      await bothReady();
      const atChange = Date.now();
      await inEngine(
        `for (const news of ${JSON.stringify(news)})
          (news === "connection" ? navigator.connection : window).dispatchEvent(new Event(news === "connection" ? "change" : news));`,
      );
      await app.until(
        "both have answered",
        () => {
          const story = storySince(atChange);
          return ["main", "backup"].every((id) => story.includes(`${id} ready`));
        },
        3_000,
      );
      const story = storySince(atChange);
      for (const id of ["main", "backup"]) {
        expect(story.filter((line) => line.startsWith(id)).slice(0, 2)).toEqual([`${id} doubtful`, `${id} ready`]);
      }
      expect(story.some((line) => /lost|connecting/u.test(line))).toBe(false);
    });
  },
  "chromium",
);
