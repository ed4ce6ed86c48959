/** An operator who forgot the mute: told in words by the running app, and not heard for a moment by the other side. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { writeEndlessVoice } from "./endless-voice.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

describeWithAsterisk(
  "an operator who speaks while muted",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "tandem-voice-"));
    const voice = join(folder, "voice.wav");
    let testbed: Testbed;
    let app: WindowedApp;
    let ear: Ear;

    beforeAll(async () => {
      writeEndlessVoice(voice);
      testbed = await startTestbed();
      const env = { ...withEar, TANDEM_FAKE_AUDIO: voice };
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1007"), env });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("is told so in the window, and sends nothing but silence", async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
      const page = await app.window();
      // What was said to a screen reader stays said.
      const words = page.locator(".card-state").getByText("You are speaking, but muted.");
      await app.command({ type: "call.mute", callId });
      await app.until("it is told", () => app.call(callId).atSpokeMuted !== null, 6_000);
      await words.first().waitFor();
      const isMuted = { sends: true, speaks: false, receives: true, hears: false };
      // What was said before is still on its way back, for longer on a slow machine.
      await expect.poll(async () => (await ear.listen(300)).map(describeVoice)).toEqual([isMuted]);
      expect((await ear.listen(3_000)).map(describeVoice)).toEqual([isMuted]);
      await app.command({ type: "call.unmute", callId });
      await expect.poll(() => words.count()).toBe(0);
      expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
      await app.command({ type: "call.hangUp", callId });
    });
  },
  "chromium",
);
