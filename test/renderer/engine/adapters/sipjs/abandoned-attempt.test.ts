/** An attempt that is no longer wanted: it must end everywhere, and nobody may be left ringing. */
import { expect, onTestFinished, test, vi } from "vitest";
import type { Received } from "../../../../fakes/scripted-sip-server.ts";
import {
  answer,
  answerSdp,
  atRest,
  challenge,
  createSipLab,
  grant,
  inviteHeaders,
  inviteId,
  main,
  pause,
  ring,
  type SipLab,
} from "./sip-lab.ts";

const cancel = { type: "attempt.cancel", inviteId: inviteId("a1") } as const;

/** An INVITE that is on the wire with credentials and has no response yet. */
async function inviteWithCredentials(lab: SipLab): Promise<Received> {
  await lab.register();
  lab.invite("a1");
  challenge(await lab.server.takeRequest("INVITE"));
  return await lab.server.takeRequest("INVITE");
}

test("A CANCEL waits for the first 1xx, then ends the INVITE", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  await pause(100);
  expect(lab.server.count("CANCEL")).toBe(0);
  invite.reply(100);
  const sent = await lab.server.takeRequest("CANCEL");
  expect(sent.header("Via")).toBe(invite.header("Via"));
  sent.reply(200);
  invite.reply(487);
  await lab.server.take((message) => message.method === "ACK" && message.header("CSeq").startsWith("2 "));
  await pause(20);
  await expect.poll(() => lab.census()).toEqual(atRest);
  expect(lab.eventTypes().slice(-1)).toEqual(["server.responded"]);
});

test("SIP.js loses a CANCEL across a 401; here it names the INVITE that carries the credentials", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  const first = await lab.server.takeRequest("INVITE");
  first.reply(100);
  challenge(first);
  const second = await lab.server.takeRequest("INVITE");
  lab.adapter.perform(cancel);
  ring(second);
  const sent = await lab.server.takeRequest("CANCEL");
  expect([sent.header("Via"), sent.header("CSeq")]).toEqual([second.header("Via"), "2 CANCEL"]);
});

test("A CANCEL answered 481 is sent again until the INVITE is over", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  invite.reply(100);
  await lab.event("attempt.progressed");
  lab.adapter.perform(cancel);
  (await lab.server.takeRequest("CANCEL")).reply(481);
  (await lab.server.takeRequest("CANCEL")).reply(481);
  (await lab.server.takeRequest("CANCEL")).reply(200);
  invite.reply(487);
  await pause(600);
  expect(lab.server.count("CANCEL")).toBe(3);
  await expect.poll(() => lab.census()).toEqual(atRest);
});

test("A CANCEL answered 481 after a ringing means that the answer was lost, so BYE goes out in the early dialog", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  ring(invite);
  await lab.event("attempt.progressed");
  lab.adapter.perform(cancel);
  (await lab.server.takeRequest("CANCEL")).reply(481);
  const bye = await lab.server.takeRequest("BYE");
  expect([bye.header("Call-ID"), bye.header("To")]).toEqual([
    invite.header("Call-ID"),
    expect.stringContaining("tag="),
  ]);
  bye.reply(200);
  await pause(600);
  expect(lab.server.count("CANCEL")).toBe(1);
  await expect.poll(() => lab.census()).toEqual(atRest);
});

test("A late 200 after the abandonment gets ACK and BYE at once, and is not reported", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  answer(invite);
  await lab.server.take((message) => message.method === "ACK" && message.header("To").includes("servertag"));
  (await lab.server.takeRequest("BYE")).reply(200);
  await pause(20);
  await expect.poll(() => lab.census()).toEqual({ ...atRest, clients: 1 });
  expect(lab.eventTypes()).not.toContain("attempt.answered");
});

test("SIP.js answers a late 401 of a cancelled INVITE with credentials; here it gets none", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  const invite = await lab.server.takeRequest("INVITE");
  lab.adapter.perform(cancel);
  challenge(invite);
  await lab.server.takeRequest("ACK");
  await pause(100);
  expect(lab.server.count("INVITE")).toBe(1);
  expect(lab.eventTypes()).not.toContain("attempt.challenged");
  await expect.poll(() => lab.census()).toEqual(atRest);
});

test("Cancelled while the offer is being made, nothing reaches the wire", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.media.setDelayMs(60);
  lab.invite("a1");
  lab.adapter.perform(cancel);
  await pause(120);
  expect(lab.server.count("INVITE")).toBe(0);
  await expect.poll(() => lab.census()).toEqual(atRest);
  expect(lab.eventTypes().filter((type) => type.startsWith("attempt."))).toEqual([]);
});

test("Without credentials on it, an old socket is closed at once and its INVITE is dropped silently", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.server.freeze(0);
  lab.invite("a1");
  await lab.event("attempt.sent");
  lab.adapter.perform(cancel);
  await lab.open(2);
  expect(lab.census()).toEqual(atRest);
  lab.server.thaw(0);
  await pause(100);
  await expect.poll(() => lab.server.sockets[0]?.readyState).toBe(3);
  expect(lab.server.count("CANCEL")).toBe(0);
});

test("A credentialed INVITE keeps its old socket beside the new one: CANCEL goes there, and then it is closed", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform({ type: "socket.open", serverId: main, connection: 2 });
  lab.adapter.perform(cancel);
  await lab.event("socket.opened");
  expect(lab.census().sockets).toBe(2);
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
  const register = await lab.server.takeRequest("REGISTER");
  expect(register.socket).toBe(1);
  grant(register);
  await lab.event("register.answered");
  expect(lab.server.count("CANCEL")).toBe(0);
  invite.reply(100);
  const sent = await lab.server.takeRequest("CANCEL");
  expect(sent.socket).toBe(0);
  sent.reply(200);
  invite.reply(487);
  const ack = await lab.server.take((message) => message.method === "ACK" && message.header("CSeq").startsWith("2 "));
  expect(ack.socket).toBe(0);
  await expect.poll(() => lab.server.sockets[0]?.readyState).toBe(3);
  expect(lab.census()).toEqual(atRest);
});

test("On an old socket only what it is kept for is heard", async () => {
  const lab = await createSipLab();
  await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  await lab.open(2);
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp }, 0);
  lab.request({ method: "OPTIONS", callId: "other" }, 0);
  await pause(80);
  expect(lab.events.slice(-1)).toEqual([{ type: "socket.opened", serverId: main, connection: 2 }]);
  expect(lab.server.received.filter((message) => message.code !== null)).toEqual([]);
});

test("A 200 that comes on the old socket gets its ACK and BYE there", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  await lab.open(2);
  answer(invite);
  const bye = await lab.server.takeRequest("BYE");
  expect([bye.socket, lab.server.received.findLast((message) => message.method === "ACK")?.socket]).toEqual([0, 0]);
  bye.reply(200);
  await expect.poll(() => lab.census().sockets).toBe(1);
});

test("Where the socket of a credentialed INVITE is dead, CANCEL follows on the next one", async () => {
  const lab = await createSipLab();
  await inviteWithCredentials(lab);
  lab.server.drop(0);
  await lab.event("socket.closed");
  lab.adapter.perform(cancel);
  await lab.register(2);
  const sent = await lab.server.takeRequest("CANCEL");
  expect([sent.socket, sent.header("CSeq")]).toEqual([1, "2 CANCEL"]);
});

test("Where that socket dies only after the new binding, CANCEL goes out on the new one at once", async () => {
  const lab = await createSipLab();
  await inviteWithCredentials(lab);
  lab.adapter.perform({ type: "socket.open", serverId: main, connection: 2 });
  lab.adapter.perform(cancel);
  await lab.event("socket.opened");
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
  grant(await lab.server.takeRequest("REGISTER"));
  await lab.event("register.answered");
  lab.server.drop(0);
  const sent = await lab.server.takeRequest("CANCEL");
  expect([sent.socket, sent.header("CSeq")]).toEqual([1, "2 CANCEL"]);
});

test("A CANCEL that was lost with the old socket follows on the new one, before and after its binding", async () => {
  for (const isBound of [true, false]) {
    const lab = await createSipLab();
    const invite = await inviteWithCredentials(lab);
    invite.reply(100);
    await lab.event("attempt.progressed");
    lab.adapter.perform({ type: "socket.open", serverId: main, connection: 2 });
    lab.adapter.perform(cancel);
    expect((await lab.server.takeRequest("CANCEL")).socket).toBe(0);
    if (!isBound) lab.server.drop(0);
    await lab.event("socket.opened");
    lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
    grant(await lab.server.takeRequest("REGISTER"));
    await lab.event("register.answered");
    if (isBound) lab.server.drop(0);
    expect((await lab.server.takeRequest("CANCEL")).socket).toBe(1);
  }
});

test("A BYE after a late 200 that was lost with the old socket follows on the new one", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform({ type: "socket.open", serverId: main, connection: 2 });
  lab.adapter.perform(cancel);
  await lab.event("socket.opened");
  answer(invite);
  expect((await lab.server.takeRequest("BYE")).socket).toBe(0);
  lab.server.drop(0);
  const again = await lab.server.takeRequest("BYE");
  expect(again.socket).toBe(1);
  again.reply(200);
  await pause(20);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 0, owedByes: 0 });
});

test("A BYE that is not answered within 32 s is sent again once a REGISTER is accepted on the same socket", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  answer(invite);
  await lab.server.takeRequest("BYE");
  await vi.advanceTimersByTimeAsync(33_000);
  await expect.poll(() => lab.census()).toMatchObject({ owedByes: 1 });
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 1, expiresS: 120 });
  grant(await lab.server.takeRequest("REGISTER"));
  (await lab.server.takeRequest("BYE")).reply(200);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 0, owedByes: 0 });
});

test("The BYE after a late 200 gets its credentials where the server asks for them", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform(cancel);
  answer(invite);
  challenge(await lab.server.takeRequest("BYE"));
  const second = await lab.server.takeRequest("BYE");
  expect(second.header("Authorization")).toContain('realm="asterisk"');
  second.reply(200);
  await pause(20);
  await expect.poll(() => lab.census().invites).toBe(0);
});

test("After 32 s an abandoned INVITE and its old socket are freed, whatever the server did not say", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  invite.reply(100);
  await lab.event("attempt.progressed");
  lab.adapter.perform(cancel);
  await lab.open(2);
  expect(lab.census().sockets).toBe(2);
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census()).toEqual(atRest);
  expect(lab.eventTypes()).not.toContain("attempt.rejected");
  vi.useRealTimers();
});

test("Answered in the moment it is cancelled, the call is ended with BYE", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  answer(invite);
  await lab.event("attempt.answered");
  lab.adapter.perform(cancel);
  (await lab.server.takeRequest("BYE")).reply(200);
  expect(lab.census().invites).toBe(0);
});

test("A call answered on its old socket while a new one is open moves to the new one by itself", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  await lab.open(2);
  answer(invite);
  await lab.event("attempt.answered");
  const refresh = await lab.server.take(
    (message) => message.method === "INVITE" && message.header("To").includes("tag="),
  );
  expect(refresh.socket).toBe(1);
  expect(lab.server.received.findLast((message) => message.method === "ACK")?.socket).toBe(0);
});

test("A call answered on its old socket while no other is open is not refreshed: the core orders that when it can", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  lab.adapter.perform({ type: "socket.close", serverId: main });
  answer(invite);
  await lab.event("attempt.answered");
  await lab.server.takeRequest("ACK");
  await pause(50);
  expect(lab.eventTypes()).not.toContain("dialog.refreshed");
  await lab.register(2);
  lab.adapter.perform({ type: "dialog.refresh", inviteId: inviteId("a1"), hasNewAddress: false });
  expect((await lab.server.takeRequest("INVITE")).socket).toBe(1);
});

test("An attempt abandoned while its answer is being taken is acknowledged and hung up", async () => {
  const lab = await createSipLab();
  const invite = await inviteWithCredentials(lab);
  invite.reply(100);
  ring(invite);
  await lab.event("attempt.progressed");
  lab.media.setDelayMs(100);
  answer(invite);
  await expect.poll(() => lab.media.sessions[0]?.steps).toContain("acceptAnswer");
  lab.adapter.perform(cancel);
  (await lab.server.takeRequest("CANCEL")).reply(200);
  await lab.server.take((message) => message.method === "ACK" && message.header("To").includes("servertag"));
  (await lab.server.takeRequest("BYE")).reply(200);
  await expect.poll(() => lab.census()).toEqual({ ...atRest, clients: 1 });
  expect(lab.eventTypes()).not.toContain("attempt.answered");
});
