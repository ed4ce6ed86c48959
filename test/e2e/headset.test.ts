/** A headset's keys and lamps, with a pretended headset and real calls: what is pressed is done, and what is so is shown. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { pulsingMute } from "../renderer/engine/adapters/webhid/descriptors.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { openHeadsetPlugs, type HeadsetPlugs } from "./headset-plugs.ts";
import { killRenderer } from "./kill-renderer.ts";
import { launchWithPlaywright, type WindowedApp } from "./launch-with-playwright.ts";
import { untilRinging } from "./until-ringing.ts";

const name = "Jabra Link 380";
/** The bits of its reports, as its descriptor has them. */
const hook = 0x01;
const mute = 0x08;
const lamps = { dark: [2, 0, 0], ring: [2, 0x44, 0], offHook: [2, 0x01, 0], muted: [2, 0x03, 0] };

describeWithAsterisk(
  "a headset's keys and lamps",
  () => {
    let testbed: Testbed;
    let app: WindowedApp;
    let ear: Ear;
    let plugs: HeadsetPlugs;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchWithPlaywright({ policy: testbed.policyDocument("1006"), env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      ear = await openEar(app);
      plugs = await openHeadsetPlugs(app);
    });

    afterEach(() => hangUpAll(app));

    afterAll(async () => {
      ear?.close();
      plugs?.close();
      await app?.close();
      await testbed?.stop();
    });

    const untilReady = () =>
      app.until("the headset is in use", ({ headsets }) => headsets.some(({ state }) => state === "ready"));
    const shows = (lit: readonly number[]) => expect.poll(() => plugs.lastWritten(name)).toEqual(lit);
    const pressMute = async () => {
      await plugs.send(name, 2, hook | mute, 0);
      await plugs.send(name, 2, hook, 0);
    };
    const heard = async () => (await ear.listen(1_500)).map(describeVoice);
    const state = () => app.feed.snapshot().calls.find((call) => call.state !== "ended");

    it("that another program holds says so in the settings, and is taken when it is free and looked for again", async () => {
      const page = await app.window();
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      const group = page.getByRole("group", { name: "Headset" });
      await group.getByText("No headset with keys for calls is plugged in.").waitFor();
      await plugs.plug(name, pulsingMute, false);
      await group.getByText("Its keys cannot be used.").waitFor();
      await plugs.letOpen(name);
      await group.getByRole("button", { name: "Look again" }).click();
      await group.getByText("Its keys answer, hang up and mute.").waitFor();
      expect(await group.getByRole("button", { name: "Look again" }).count()).toBe(0);
      expect(await plugs.lastWritten(name)).toBeNull();
      await page.getByRole("navigation").getByRole("button", { name: "Recent" }).click();
    });

    it("answer, mute without ending the call, follow the window's own mute, and hang up", async () => {
      const caller = placeIncoming({ server: testbed.main, to: "1006", fromNumber: "0312345678", audio: "echo" });
      const callId = await untilRinging(app);
      await shows(lamps.ring);
      await expect.poll(() => Date.now() - app.call(callId).atStarted).toBeGreaterThan(350);

      await plugs.send(name, 2, hook, 0);
      await app.until("answered", () => app.call(callId).state === "active");
      await shows(lamps.offHook);
      // The headset says back what it was told; that is nobody's press.
      await plugs.send(name, 2, hook, 0);
      await expect.poll(heard).toEqual([bothWays]);

      await pressMute();
      await app.until("muted by the headset", () => app.call(callId).muted);
      await shows(lamps.muted);
      await expect.poll(heard).toMatchObject([{ speaks: false }]);
      expect(app.call(callId).state).toBe("active");

      await (await app.window()).getByRole("button", { name: "Mute", exact: true }).click();
      await app.until("unmuted in the window", () => !app.call(callId).muted);
      await shows(lamps.offHook);
      await plugs.send(name, 2, hook | mute, 0);
      await expect.poll(heard).toEqual([bothWays]);
      expect(app.call(callId).muted).toBe(false);

      await plugs.send(name, 2, 0, 0);
      await app.until("hung up by the headset", () => app.call(callId).state === "ended");
      expect(app.call(callId).end).toEqual({ by: "local", reason: "hungUp", code: null });
      await shows(lamps.dark);
      await expect.poll(caller.isFinished).toBe(true);
    });

    it("that is unplugged in a call leaves the call alone and says so; back again it shows the call at once", async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      await shows(lamps.offHook);
      await plugs.pull(name);
      await app.until("it is gone", ({ headsets }) => headsets.length === 0);
      const words = `${name} was unplugged. Its keys do nothing now; the call goes on.`;
      const page = await app.window();
      const notice = page.locator(".notice").getByText(words);
      await notice.waitFor();
      await expect.poll(heard).toEqual([bothWays]);

      await plugs.plug(name, pulsingMute);
      await untilReady();
      await shows(lamps.offHook);
      await expect.poll(() => notice.count()).toBe(0);
      expect(state()?.id).toBe(callId);
    });

    it("are let go, and dark, when the operator wants no keys of a headset", async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      await shows(lamps.offHook);
      const page = await app.window();
      await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
      await page.getByLabel("Use its keys and lamps").click();
      await app.until("none is used", ({ headsets }) => headsets.length === 0);
      await shows(lamps.dark);
      await plugs.send(name, 2, hook, 0);
      await plugs.send(name, 2, 0, 0);
      expect(app.call(callId).state).toBe("active");
      await page.getByLabel("Use its keys and lamps").click();
      await untilReady();
      await shows(lamps.offHook);
    });

    it("that an engine left lit when it died are dark under the next", async () => {
      const callId = await app.dial("600");
      await app.until("connected", () => app.call(callId).state === "active");
      await shows(lamps.offHook);
      const loss = app.feed.until(({ engine }) => engine.state === "lost", 20_000);
      await killRenderer(app, "engine");
      plugs.close();
      await loss;
      await app.until("both registered again", ({ reachability }) => reachability === "all", 20_000);
      plugs = await openHeadsetPlugs(app);
      await plugs.plug(name, pulsingMute);
      await shows(lamps.dark);
    });
  },
  "chromium",
);
