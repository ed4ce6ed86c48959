/** The voices of the embedded PBX, heard by a second WebRTC peer: echo, tone, hold, a restarted ICE, and every fault. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { connectPhone, type DialledCall } from "../raw-phone.ts";
import { startPbx, type Pbx } from "../start-pbx.ts";
import { milliwattFrame } from "./milliwatt.ts";
import { createVoicePeer, type VoicePeer } from "./voice-peer.ts";

let pbx: Pbx;
beforeEach(async () => {
  pbx = await startPbx({ id: "main", name: "Main", accounts: new Map([["1001", "right"]]) });
});
afterEach(() => pbx.stop());

async function talkTo(number: string): Promise<{ peer: VoicePeer; call: DialledCall }> {
  const phone = await connectPhone(pbx, "1001", "right");
  const peer = createVoicePeer();
  onTestFinished(async () => {
    phone.drop();
    await peer.close();
  });
  const call = phone.dial(number, await peer.offer());
  const { status, body } = await call.final();
  expect(status).toBe(200);
  await peer.accept(body);
  await expect.poll(() => peer.received().length).toBeGreaterThan(10);
  return { peer, call };
}

/** How many packets went each way in a while, as both ends count them. */
async function count(peer: VoicePeer, durationMs = 500) {
  const read = () => {
    const voice = pbx.calls().at(-1)?.voice ?? { received: 0, sent: 0 };
    return { sent: peer.sent(), heard: peer.received().length, pbxHeard: voice.received, pbxSent: voice.sent };
  };
  const before = read();
  await sleep(durationMs);
  const after = read();
  return {
    sent: after.sent - before.sent,
    heard: after.heard - before.heard,
    pbxHeard: after.pbxHeard - before.pbxHeard,
    pbxSent: after.pbxSent - before.pbxSent,
  };
}

/** Half a second holds 25 packets; a busy machine sends fewer. */
const some = expect.toSatisfy((packets: number) => packets >= 5, "packets");
const allFlow = { sent: some, heard: some, pbxHeard: some, pbxSent: some };

async function reInvite(
  call: DialledCall,
  peer: VoicePeer,
  options: Parameters<VoicePeer["offer"]>[0],
): Promise<string> {
  const answer = await call.ask("INVITE", { body: await peer.offer(options) });
  await call.ask("ACK", { withinMs: 1 }).catch(() => undefined);
  await peer.accept(answer.body);
  return answer.body;
}

test("an echo sends back what it hears, in order, as a source of its own", async () => {
  const { peer } = await talkTo("600");
  await expect.poll(() => count(peer)).toEqual(allFlow);
  const numbers = peer.received().map(({ payload }) => payload.readUInt32BE(0));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(new Set(peer.received().map(({ header }) => header.ssrc)).size).toBe(1);
});

test("a tone is the digital milliwatt, without a seam, whatever is said to it", async () => {
  const { peer } = await talkTo("604");
  await expect.poll(() => count(peer)).toEqual(allFlow);
  const packets = peer.received();
  expect(packets.map(({ payload }) => payload.equals(milliwattFrame))).not.toContain(false);
  const steps = packets.slice(1).map(({ header }, at) => header.timestamp - (packets[at]?.header.timestamp ?? 0));
  expect(new Set(steps)).toEqual(new Set([160]));
});

test("a phone that holds hears nothing, and is heard again when it takes the call back", async () => {
  const { peer, call } = await talkTo("600");
  expect(await reInvite(call, peer, { isHeld: true })).toContain("a=recvonly");
  await expect.poll(() => count(peer)).toMatchObject({ heard: 0, pbxSent: 0 });
  expect(await reInvite(call, peer, {})).toContain("a=sendrecv");
  await expect.poll(() => count(peer)).toEqual(allFlow);
});

test("the voice goes on after a target refresh and after ICE was restarted", async () => {
  const { peer, call } = await talkTo("600");
  await reInvite(call, peer, {});
  await expect.poll(() => count(peer)).toEqual(allFlow);
  await reInvite(call, peer, { iceRestart: true });
  await expect.poll(() => count(peer)).toEqual(allFlow);
});

test("frozen, not a packet comes; thawed, the call goes on where it was", async () => {
  const { peer } = await talkTo("600");
  pbx.freeze();
  await expect.poll(() => count(peer)).toEqual({ sent: some, heard: 0, pbxHeard: 0, pbxSent: 0 });
  pbx.thaw();
  await expect.poll(() => count(peer)).toEqual(allFlow);
});

test("cut off, not a packet comes and none is kept; back again, the call goes on", async () => {
  const { peer } = await talkTo("600");
  pbx.cutOff();
  const lastHeard = peer.received().length;
  const lastSent = peer.sent();
  await expect.poll(() => count(peer)).toEqual({ sent: some, heard: 0, pbxHeard: 0, pbxSent: 0 });
  pbx.reconnect();
  await expect.poll(() => count(peer)).toEqual(allFlow);
  const next = peer.received()[lastHeard]?.payload.readUInt32BE(0) ?? 0;
  expect(next - lastSent).toBeGreaterThan(5);
});

test("crashed, the voice is gone for good", async () => {
  const { peer } = await talkTo("600");
  await pbx.crash();
  await pbx.start();
  await expect.poll(() => count(peer)).toMatchObject({ heard: 0, pbxHeard: 0 });
});

test("hung up, the server keeps no voice", async () => {
  const { peer, call } = await talkTo("604");
  await call.ask("BYE");
  await expect.poll(() => count(peer)).toMatchObject({ heard: 0, pbxSent: 0 });
});
