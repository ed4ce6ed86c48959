/** Every codec that can be chosen, as a document holds it, heard both ways on a real server. */
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultCodecs, type Codec } from "../../shared/model/voice.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { bothWays, describeVoice, openEar, withEar, type Ear } from "./hear-audio.ts";
import { launchApp, toPolicyFile, toPolicyText, type TandemApp } from "./launch-app.ts";

/** What Asterisk calls them. */
const formats: Readonly<Record<Codec, string>> = { g722: "g722", pcmu: "ulaw", pcma: "alaw", opus: "opus" };
const orders = (["g722", "pcmu", "pcma", "opus"] as const).map((codec) => ({
  codec,
  codecs: [codec, ...defaultCodecs.filter((other) => other !== codec)],
}));

describeWithAsterisk(
  "the codec order",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    let ear: Ear;

    beforeAll(async () => {
      testbed = await startTestbed();
      app = await launchApp({ policy: testbed.policyDocument("1006"), env: withEar });
      await app.until("both registered", ({ reachability }) => reachability === "all", 20_000);
      ear = await openEar(app);
    });

    afterAll(async () => {
      ear?.close();
      await app?.close();
      await testbed?.stop();
    });

    it.each(orders)(
      "puts $codec first as a document says, and both sides hear each other in it",
      async ({ codec, codecs }) => {
        const document = { ...testbed.policyDocument("1006"), media: { codecs }, locked: ["media"] };
        writeFileSync(toPolicyFile(app.userDataDir), toPolicyText(document));
        await app.until("the order is in force", ({ settings }) => settings.codecs.join() === codecs.join());
        expect(app.feed.snapshot().heldSettings).toEqual(["codecs"]);
        const callId = await app.dial("600");
        await app.until("connected", () => app.call(callId).state === "active");
        expect((await ear.listen(1_500)).map(describeVoice)).toEqual([bothWays]);
        expect(await testbed.main.cli("pjsip show channelstats")).toMatch(new RegExp(` ${formats[codec]} `, "u"));
        await app.command({ type: "call.hangUp", callId });
        await expect.poll(() => testbed.main.channels()).toBe(0);
      },
    );
  },
  "chromium",
);
