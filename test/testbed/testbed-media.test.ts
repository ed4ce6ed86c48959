// A real browser hears itself through each server: ICE, DTLS-SRTP and Opus work in the fetched Asterisk.
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readSetup } from "../../scripts/setup/setup-report.ts";
import type { AsteriskServer } from "./asterisk-server.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { connectRawSip } from "./raw-sip-client.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

type Heard = { codec: string | undefined; hasEnergy: boolean };

describeWithAsterisk(
  "audio through the servers",
  () => {
    let testbed: Testbed;
    let browser: Browser;

    beforeAll(async () => {
      testbed = await startTestbed();
      browser = await chromium.launch({
        executablePath: readSetup().chromium ?? "",
        args: [
          "--no-sandbox",
          "--use-fake-device-for-media-stream",
          "--use-fake-ui-for-media-stream",
          "--autoplay-policy=no-user-gesture-required",
        ],
      });
    });

    afterAll(async () => {
      await browser?.close();
      await testbed?.stop();
    });

    it("comes back from the echo of either server in Opus", async () => {
      const page = await browser.newPage();
      await page.goto("chrome://version");
      expect([await hearEcho(page, testbed.main), await hearEcho(page, testbed.backup)]).toEqual([
        { codec: "audio/opus", hasEnergy: true },
        { codec: "audio/opus", hasEnergy: true },
      ]);
    });
  },
  "chromium",
);

async function hearEcho(page: Page, server: AsteriskServer): Promise<Heard> {
  const client = await connectRawSip(server, "1001");
  const sdp = await page.evaluate(makeOffer);
  const call = client.invite("600", { sdp });
  expect(await call.waitFor(200)).toBe(200);
  await page.evaluate(acceptAnswer, call.answer() ?? "");
  await expect.poll(() => page.evaluate(listen), { timeout: 10_000 }).toMatchObject({ hasEnergy: true });
  const heard = await page.evaluate(listen);
  await call.hangUp();
  await client.close();
  return heard;
}

type Connected = typeof globalThis & { connection: RTCPeerConnection };

async function makeOffer(): Promise<string> {
  const connection = new RTCPeerConnection();
  (globalThis as Connected).connection = connection;
  connection.ontrack = ({ track }) => {
    const speaker = new Audio();
    speaker.srcObject = new MediaStream([track]);
    void speaker.play();
  };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  for (const track of microphone.getTracks()) connection.addTrack(track, microphone);
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== "complete") await new Promise((resolve) => setTimeout(resolve, 10));
  return connection.localDescription?.sdp ?? "";
}

async function acceptAnswer(sdp: string): Promise<void> {
  await (globalThis as Connected).connection.setRemoteDescription({ type: "answer", sdp });
}

async function listen(): Promise<{ codec: string | undefined; hasEnergy: boolean }> {
  const stats = [...(await (globalThis as Connected).connection.getStats()).values()];
  const inbound = stats.find((entry) => entry.type === "inbound-rtp");
  const codec = stats.find((entry) => entry.id === inbound?.codecId);
  return { codec: codec?.mimeType, hasEnergy: (inbound?.totalAudioEnergy ?? 0) > 0.001 };
}
