/** Sound devices chosen in the window of the running app, in a call on a real server: nobody is lost for a moment. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";

describeWithAsterisk(
  "the sound devices",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1006"), env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    it("are listed by name before anything was opened", async () => {
      // A busy machine's system may list them after the servers have answered.
      await app.until("they are listed", ({ devices }) => devices.inputs.length > 0, 10_000);
      const { inputs, outputs, microphone } = app.feed.snapshot().devices;
      expect(microphone.open).toBe(false);
      expect([inputs.length, outputs.length]).toEqual([2, 2]);
      for (const { label } of [...inputs, ...outputs]) expect(label).not.toBe("");
    });

    it("are changed in a call, all three, and both sides go on hearing each other", async () => {
      const { inputs, outputs } = app.feed.snapshot().devices;
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);

      const page = await app.window();
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByLabel("Microphone", { exact: true }).selectOption(inputs[1]?.id ?? "");
      await page.getByLabel("Speaker", { exact: true }).selectOption(outputs[1]?.id ?? "");
      await page.getByLabel("Rings on", { exact: true }).selectOption(outputs[1]?.id ?? "");
      await page.getByRole("button", { name: "Try: Rings on" }).click();
      await expect.poll(app.log).toContain(`The microphone is now "${inputs[1]?.label}".`);

      expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
      const { settings, devices } = app.feed.snapshot();
      expect([settings.microphone, settings.speaker, settings.ringer, devices.microphone.open]).toEqual([
        inputs[1],
        outputs[1],
        outputs[1],
        true,
      ]);
      expect(app.log()).not.toMatch(/cannot be used|cannot be heard|did not open/u);
      await app.command({ type: "call.hangUp", callId });
    });

    it("show the microphone's level in the settings, and close it when nobody looks any more", async () => {
      const page = await app.window();
      await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
      await app.until("the microphone is off", ({ devices }) => !devices.microphone.open, 15_000);
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      const level = page.getByRole("meter", { name: "Microphone level" });
      // The test microphone beeps once a second.
      await expect.poll(async () => Number(await level.getAttribute("aria-valuenow"))).toBeGreaterThan(5);
      expect(app.feed.snapshot().devices.microphone.open).toBe(true);
      await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
      await app.until("it is closed", ({ devices }) => !devices.microphone.open, 15_000);
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
    });

    it("have what is done to the voice switched in a call, each way, and both sides go on hearing each other", async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      const page = await app.window();
      for (const name of ["Suppress noise", "Cancel echo", "Adjust the loudness by itself", "Suppress noise"]) {
        await page.getByLabel(name).click();
        expect({ name, voices: (await ear.listen(1_500)).map(describeVoice) }).toEqual({ name, voices: [bothWays] });
      }
      const { echoCancellation, noiseSuppression, autoGain } = app.feed.snapshot().settings;
      expect([echoCancellation, noiseSuppression, autoGain]).toEqual([false, true, false]);
      expect(app.log()).not.toMatch(/did not open|could not be put/u);
      await app.command({ type: "call.hangUp", callId });
    });
  },
  "chromium",
);
