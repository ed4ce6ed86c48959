/** What is heard before the answer: the first early dialog's sound, and whoever answers in the end. */
import { expect, test } from "vitest";
import { fakeSdp } from "../../../../fakes/fake-media.ts";
import type { Received } from "../../../../fakes/scripted-sip-server.ts";
import { atRest, inviteId, registeredLab, serverContact, type SipLab } from "./sip-lab.ts";

const sdpOf = (who: string) => fakeSdp("sendrecv", who);

/** A response of one of the phones that the server rings; with a sound of its own where `sound` says so. */
function respond(invite: Received, code: number, from: string, sound: string | null = from): void {
  invite.reply(code, {
    headers: [serverContact],
    toTag: from,
    ...(sound === null ? {} : { body: sdpOf(sound) }),
  });
}

async function dial(): Promise<{ lab: SipLab; invite: Received }> {
  const lab = await registeredLab();
  lab.invite("a1");
  return { lab, invite: await lab.server.takeRequest("INVITE") };
}

async function hear(lab: SipLab, invite: Received): Promise<void> {
  respond(invite, 183, "hall");
  await lab.event("attempt.earlyMedia");
}

const told = (lab: SipLab) => lab.events.filter(({ type }) => /^(?:attempt|dialog)\./.test(type)).slice(1);
const progressed = (code: number) => ({ type: "attempt.progressed", inviteId: "a1", code });
const earlyMedia = { type: "attempt.earlyMedia", inviteId: "a1" };
const answered = { type: "attempt.answered", inviteId: "a1" };

test("The sound of a 183 is heard, told once, and the answer of the same phone follows", async () => {
  const { lab, invite } = await dial();
  await hear(lab, invite);
  respond(invite, 183, "hall");
  respond(invite, 200, "hall");
  await lab.event("attempt.answered");
  expect(told(lab)).toEqual([progressed(183), earlyMedia, progressed(183), answered]);
  const [media] = lab.media.sessions;
  expect([media?.steps, media?.remote()]).toEqual([["offer", "acceptEarlyAnswer", "acceptAnswer"], sdpOf("hall")]);
});

test("A 180 without sound after the 183, of the same phone or of another, changes nothing of what is heard", async () => {
  const { lab, invite } = await dial();
  await hear(lab, invite);
  respond(invite, 180, "hall", null);
  respond(invite, 180, "desk", null);
  await expect.poll(() => told(lab), { timeout: 20_000 }).toHaveLength(4);
  expect(told(lab)).toEqual([progressed(183), earlyMedia, progressed(180), progressed(180)]);
  expect(lab.media.sessions.map(({ steps, remote }) => [steps, remote()])).toEqual([
    [["offer", "acceptEarlyAnswer"], sdpOf("hall")],
  ]);
});

test("Another phone than the one that is heard answers, and its sound is taken: the call goes on with it", async () => {
  const { lab, invite } = await dial();
  await hear(lab, invite);
  respond(invite, 183, "desk");
  respond(invite, 200, "desk");
  await lab.event("attempt.answered");
  const ack = await lab.server.takeRequest("ACK");
  expect([ack.header("To").includes("tag=desk"), lab.media.sessions[0]?.remote()]).toEqual([true, sdpOf("desk")]);
  expect(told(lab)).toEqual([progressed(183), earlyMedia, progressed(183), answered]);
  lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId("a1") });
  (await lab.server.takeRequest("BYE")).reply(200);
  expect(lab.server.count("BYE")).toBe(1);
});

test("A 180 may bring the sound too, and one without SDP brings none", async () => {
  const { lab, invite } = await dial();
  respond(invite, 180, "hall", null);
  await lab.event("attempt.progressed");
  expect(lab.media.sessions[0]?.steps).toEqual(["offer"]);
  respond(invite, 180, "desk");
  await lab.event("attempt.earlyMedia");
  await expect.poll(() => lab.media.sessions[0]?.remote(), { timeout: 20_000 }).toBe(sdpOf("desk"));
});

test("Digits go to what is heard; where they cannot, a line of the log says so", async () => {
  const { lab, invite } = await dial();
  const send = (digits: string) => lab.adapter.perform({ type: "dialog.sendDtmf", inviteId: inviteId("a1"), digits });
  await hear(lab, invite);
  const [media] = lab.media.sessions;
  send("1#");
  media?.setTelephoneEvent(false);
  send("2");
  expect(media?.steps).toEqual(["offer", "acceptEarlyAnswer", "dtmf 1#"]);
  expect(lab.lines.filter(({ level }) => level === "warn").map(({ text }) => text)).toEqual([
    "Digits for attempt a1 were not sent: before an answer its server takes none.",
  ]);
});

test("What is heard is silent as soon as it is told to be, without a word to the server", async () => {
  const { lab, invite } = await dial();
  await hear(lab, invite);
  const [media] = lab.media.sessions;
  for (const on of [true, false]) lab.adapter.perform({ type: "dialog.silence", inviteId: inviteId("a1"), on });
  expect(media?.steps).toEqual(["offer", "acceptEarlyAnswer", "silence", "sound"]);
});

test("A sound that cannot be taken harms nothing: the answer is taken all the same", async () => {
  const { lab, invite } = await dial();
  lab.media.sessions[0]?.failNext({ kind: "connectionFailed", message: "No." });
  await hear(lab, invite);
  respond(invite, 200, "hall");
  await lab.event("attempt.answered");
});

test("A refusal after an announcement ends the attempt, and a cancelled one is neither heard nor told", async () => {
  const { lab, invite } = await dial();
  await hear(lab, invite);
  invite.reply(404, { toTag: "hall" });
  await lab.event("attempt.rejected");
  await expect.poll(() => lab.census(), { timeout: 20_000 }).toEqual(atRest);
  lab.invite("a2");
  const second = await lab.server.takeRequest("INVITE");
  lab.adapter.perform({ type: "attempt.cancel", inviteId: inviteId("a2") });
  const before = lab.events.length;
  respond(second, 183, "hall");
  (await lab.server.takeRequest("CANCEL")).reply(200);
  second.reply(487, { toTag: "hall" });
  await expect.poll(() => lab.census(), { timeout: 20_000 }).toEqual(atRest);
  expect(lab.events.slice(before).filter(({ type }) => type.startsWith("attempt."))).toEqual([]);
  expect(lab.media.sessions.map((session) => [session.steps.length, session.isClosed()])).toEqual([
    [2, true],
    [1, true],
  ]);
});
