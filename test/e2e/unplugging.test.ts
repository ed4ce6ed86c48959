/** A microphone or speaker that goes, comes back, or is no longer the system's own, in a call: heard on, and said in words. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { openSoundPlugs, type SoundPlugs } from "./sound-plugs.ts";

describeWithAsterisk(
  "sound devices in a call",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let ear: Ear;
    let plugs: SoundPlugs;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1006"), env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      ear = await openEar(app);
      plugs = await openSoundPlugs(app);
    });

    afterAll(async () => {
      ear?.close();
      plugs?.close();
      await app?.close();
      await testbed?.stop();
    });

    const talk = async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
      return callId;
    };
    const untilOpen = (label: string) =>
      app.until(`${label} is open`, ({ devices }) => devices.microphone.device === label);
    const stillBothWays = async () => expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
    const noticed = async (words: string) => (await app.window()).getByRole("status").getByText(words).waitFor();

    it("that are unplugged are stood in for, said in words, and taken again when they are back", async () => {
      const { inputs, outputs } = app.feed.snapshot().devices;
      const [first, second] = inputs.map(({ label }) => label);
      const speaker = outputs[1]?.label ?? "";
      if (first === undefined || second === undefined) throw new Error("the test machine has two microphones");
      const page = await app.window();
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByLabel("Microphone", { exact: true }).selectOption(inputs[1]?.id ?? "");
      await page.getByLabel("Speaker", { exact: true }).selectOption(outputs[1]?.id ?? "");
      const callId = await talk();
      await untilOpen(second);

      await plugs.pull(second);
      await untilOpen(first);
      await stillBothWays();
      await noticed(`${second} is not plugged in. You speak through ${first}.`);
      await plugs.pull(speaker);
      await noticed(`${speaker} is not plugged in. You hear your calls on the device the system chose.`);
      await stillBothWays();

      await plugs.putBack(second);
      await plugs.putBack(speaker);
      await untilOpen(second);
      await stillBothWays();
      await expect.poll(() => page.getByText("is not plugged in. You").count()).toBe(0);
      await app.command({ type: "call.hangUp", callId });
      await page.getByLabel("Microphone", { exact: true }).selectOption("");
      await page.getByLabel("Speaker", { exact: true }).selectOption("");

      await page.getByLabel("Rings on", { exact: true }).selectOption(outputs[1]?.id ?? "");
      await plugs.pull(speaker);
      await noticed(`${speaker} is not plugged in. Calls ring on the device the system chose.`);
      await plugs.putBack(speaker);
      await page.getByLabel("Rings on", { exact: true }).selectOption("");
      await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
      await app.until("the microphone is off", ({ devices }) => !devices.microphone.open, 15_000);
    });

    it("follow the system when it takes another for its own", async () => {
      const [first = "", second = ""] = app.feed.snapshot().devices.inputs.map(({ label }) => label);
      const callId = await talk();
      await untilOpen(first);
      await plugs.makeDefault(second);
      await untilOpen(second);
      await stillBothWays();
      await noticed(`You now speak through ${second}.`);
      const [one = "", other = ""] = app.feed.snapshot().devices.outputs.map(({ label }) => label);
      await plugs.makeDefault(one);
      await app.until(`${one} is the system's`, ({ devices }) => devices.systemOutput === one);
      await plugs.makeDefault(other);
      await noticed(`You now hear your calls on ${other}.`);
      await stillBothWays();
      await app.command({ type: "call.hangUp", callId });
    });

    it("that are all gone leave the call up and say that nobody is heard, until one is back", async () => {
      const [first = "", second = ""] = app.feed.snapshot().devices.inputs.map(({ label }) => label);
      const callId = await talk();
      await plugs.pull(second);
      await untilOpen(first);
      await plugs.pull(first);
      await app.until("none is left", ({ devices }) => devices.microphone.state === "missing");
      expect((await ear.listen(1_000)).map(describeVoice)).toMatchObject([{ speaks: false }]);
      expect(app.call(callId).state).toBe("active");
      await noticed("No microphone found.");
      await plugs.putBack(second);
      await untilOpen(second);
      await stillBothWays();
      await app.command({ type: "call.hangUp", callId });
    });
  },
  "chromium",
);
