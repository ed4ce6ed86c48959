/** A call that is up: re-INVITEs one at a time with their own options, BYEs that arrive. */
import { expect, test } from "vitest";
import { a1, callUp, requestInside } from "./confirmed-call.ts";
import { answer, answerSdp, atRest, inviteHeaders, main, pause } from "./sip-lab.ts";

const refresh = (hasNewAddress = false) => ({ type: "dialog.refresh", inviteId: a1, hasNewAddress }) as const;
const silence = (on: boolean) => ({ type: "dialog.silence", inviteId: a1, on }) as const;
const hold = (on: boolean) => ({ type: "dialog.hold", inviteId: a1, on }) as const;

test("A call is held and resumed, and each answer tells what holds", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(hold(true));
  const held = await lab.server.takeRequest("INVITE");
  expect(held.body).toContain("a=sendonly");
  answer(held);
  expect(await lab.event("dialog.holdAnswered")).toEqual({ type: "dialog.holdAnswered", inviteId: "a1", held: true });
  lab.adapter.perform(hold(false));
  const resumed = await lab.server.takeRequest("INVITE");
  expect(resumed.body).toContain("a=sendrecv");
  answer(resumed);
  expect(await lab.event("dialog.holdAnswered")).toEqual({ type: "dialog.holdAnswered", inviteId: "a1", held: false });
});

test("SIP.js never rolls back a refused re-INVITE, so that every later one fails; here the next one succeeds", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(hold(true));
  (await lab.server.takeRequest("INVITE")).reply(488);
  expect(await lab.event("dialog.holdAnswered")).toMatchObject({ held: false });
  lab.adapter.perform(hold(true));
  answer(await lab.server.takeRequest("INVITE"));
  expect(await lab.event("dialog.holdAnswered")).toMatchObject({ held: true });
  expect(lab.media.sessions[0]?.steps).toEqual([
    "offer",
    "acceptAnswer",
    "hold",
    "offer",
    "rollBack",
    "resume",
    "hold",
    "offer",
    "acceptAnswer",
  ]);
});

test("A call is silent at once behind a re-INVITE that nobody answers, and without a word to the server", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(refresh());
  const stuck = await lab.server.takeRequest("INVITE");
  const sent = lab.server.count("INVITE");
  lab.adapter.perform(silence(true));
  lab.adapter.perform(hold(true));
  expect(lab.media.sessions[0]?.steps).toEqual(["offer", "acceptAnswer", "offer", "silence"]);
  await pause(50);
  expect(lab.server.count("INVITE")).toBe(sent);
  answer(stuck);
  await lab.event("dialog.refreshed");
  expect((await lab.server.takeRequest("INVITE")).body).toContain("a=sendonly");
});

test("A refused hold leaves a call silent that was silenced, until it is to sound again", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(silence(true));
  lab.adapter.perform(hold(true));
  (await lab.server.takeRequest("INVITE")).reply(488);
  expect(await lab.event("dialog.holdAnswered")).toMatchObject({ held: false });
  expect(lab.media.sessions[0]?.isQuiet()).toBe(true);
  lab.adapter.perform(silence(false));
  expect(lab.media.sessions[0]?.isQuiet()).toBe(false);
});

test("A call that is only silenced offers what it offered before: its server has not been asked to hold it", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(silence(true));
  lab.adapter.perform(refresh());
  expect((await lab.server.takeRequest("INVITE")).body).toContain("a=sendrecv");
});

test("SIP.js repeats the options of the last re-INVITE; here an ICE restart is not repeated by the next one", async () => {
  const { lab } = await callUp();
  for (const hasNewAddress of [true, false]) {
    lab.adapter.perform(refresh(hasNewAddress));
    answer(await lab.server.takeRequest("INVITE"));
    await lab.event("dialog.refreshed");
  }
  expect(lab.media.sessions[0]?.steps.filter((step) => step.startsWith("offer"))).toEqual([
    "offer",
    "offer with ICE restart",
    "offer",
  ]);
});

test.each([
  [200, "ok"],
  [481, "gone"],
  [408, "gone"],
  [500, "failed"],
] as const)("A refresh answered %i is %s", async (code, outcome) => {
  const { lab } = await callUp();
  lab.adapter.perform(refresh());
  const reInvite = await lab.server.takeRequest("INVITE");
  if (code === 200) answer(reInvite);
  else reInvite.reply(code);
  expect(await lab.event("dialog.refreshed")).toEqual({ type: "dialog.refreshed", inviteId: "a1", outcome });
});

test.each([
  [481, true],
  [408, false],
])("A %i to a hold or a resume means that the dialog is gone, and it is over here too", async (code, on) => {
  const { lab } = await callUp();
  lab.adapter.perform(hold(on));
  (await lab.server.takeRequest("INVITE")).reply(code);
  expect(await lab.event("dialog.holdAnswered")).toEqual({ type: "dialog.holdAnswered", inviteId: "a1", held: false });
  expect(await lab.event("dialog.refreshed")).toEqual({ type: "dialog.refreshed", inviteId: "a1", outcome: "gone" });
  (await lab.server.takeRequest("BYE")).reply(481);
  await pause(20);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0, owedByes: 0 });
  await expect.poll(() => lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  expect(lab.eventTypes()).not.toContain("dialog.ended");
});

test("A refresh refused with 491 is sent again after the interval of RFC 3261 §14.1", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(refresh());
  (await lab.server.takeRequest("INVITE")).reply(491);
  const atRefused = performance.now();
  const again = await lab.server.takeRequest("INVITE");
  expect(performance.now() - atRefused).toBeGreaterThan(2_000);
  answer(again);
  expect(await lab.event("dialog.refreshed")).toMatchObject({ outcome: "ok" });
  expect(lab.eventTypes().filter((type) => type === "dialog.refreshed")).toHaveLength(1);
});

test("A pending re-INVITE blocks its dialog in SIP.js for 32 s; here a lost socket ends it and the next one goes out", async () => {
  const { lab } = await callUp();
  lab.adapter.perform(refresh());
  await lab.server.takeRequest("INVITE");
  lab.server.drop(0);
  await lab.event("socket.closed");
  expect(await lab.event("dialog.refreshed")).toMatchObject({ outcome: "failed" });
  await lab.register(2);
  lab.adapter.perform(refresh());
  const second = await lab.server.takeRequest("INVITE");
  expect(second.socket).toBe(1);
  answer(second);
  expect(await lab.event("dialog.refreshed")).toMatchObject({ outcome: "ok" });
});

test("A re-INVITE whose answer was lost with its socket is acknowledged before the next, or the server refuses that", async () => {
  const { lab, invite } = await callUp();
  lab.adapter.perform(hold(true));
  const lost = await lab.server.takeRequest("INVITE");
  lab.server.drop(0);
  await lab.event("dialog.holdAnswered");
  await lab.register(2);
  lab.adapter.perform(refresh());
  const next = await lab.server.takeRequest("INVITE");
  const ack = await lab.server.takeRequest("ACK");
  expect(lab.server.received.indexOf(ack)).toBeLessThan(lab.server.received.indexOf(next));
  expect([ack.socket, ack.header("CSeq"), ack.header("Call-ID"), ack.header("To"), ack.startLine]).toEqual([
    1,
    lost.header("CSeq").replace("INVITE", "ACK"),
    invite.header("Call-ID"),
    next.header("To"),
    next.startLine.replace("INVITE", "ACK"),
  ]);
  answer(next);
  expect(await lab.event("dialog.refreshed")).toMatchObject({ outcome: "ok" });
});

test("A lost socket ends no call, and a BYE on the new one is heard", async () => {
  const call = await callUp();
  const { lab } = call;
  lab.server.drop(0);
  await lab.event("socket.closed");
  await lab.register(2);
  requestInside(call, { method: "BYE", cseq: 7 });
  await lab.server.takeResponse(200, "BYE");
  expect(await lab.event("dialog.ended")).toEqual({ type: "dialog.ended", inviteId: "a1" });
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0 });
});

test("The server's own re-INVITE is answered by our media, and what media refuses gets 488 and ends nothing", async () => {
  const call = await callUp();
  const { lab } = call;
  requestInside(call, { method: "INVITE", cseq: 7, headers: inviteHeaders, body: answerSdp });
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.body).toContain("m=audio");
  requestInside(call, { method: "ACK", cseq: 7 });
  await pause(20);
  requestInside(call, { method: "INVITE", cseq: 8, headers: inviteHeaders, body: "nonsense" });
  await lab.server.takeResponse(488, "INVITE");
  requestInside(call, { method: "OPTIONS", cseq: 9 });
  await lab.server.takeResponse(200, "OPTIONS");
  expect(lab.eventTypes()).not.toContain("dialog.ended");
});

test("Session timers are left to the server: no INVITE of ours claims them, and its refresh finds the call as it is", async () => {
  const call = await callUp();
  const { lab, invite } = call;
  expect([invite.header("Supported").includes("timer"), invite.header("Session-Expires")]).toEqual([false, ""]);
  expect(invite.header("Allow")).not.toContain("UPDATE");
  lab.adapter.perform(hold(true));
  answer(await lab.server.takeRequest("INVITE"));
  await lab.event("dialog.holdAnswered");
  const headers = [...inviteHeaders, "Supported: timer", "Session-Expires: 90;refresher=uac", "Min-SE: 90"];
  requestInside(call, { method: "INVITE", cseq: 7, headers, body: answerSdp });
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.body).toContain("a=sendonly");
  requestInside(call, { method: "ACK", cseq: 7 });
  await pause(20);
  lab.adapter.perform(hold(false));
  answer(await lab.server.takeRequest("INVITE"));
  expect(await lab.event("dialog.holdAnswered")).toMatchObject({ held: false });
  expect(lab.eventTypes()).not.toContain("dialog.ended");
});

test("SIP.js follows a REFER of the server and dials by itself; here it is refused", async () => {
  const call = await callUp();
  requestInside(call, { method: "REFER", cseq: 7, headers: ["Refer-To: <sip:0900@evil>"] });
  await call.lab.server.takeResponse(501, "REFER");
  await pause(50);
  expect(call.lab.server.count("INVITE")).toBe(1);
});

test("Digits go as telephone-event, and by INFO where that was not negotiated", async () => {
  const { lab } = await callUp();
  const digits = (text: string) => ({ type: "dialog.sendDtmf", inviteId: a1, digits: text }) as const;
  lab.adapter.perform(digits("12"));
  lab.media.sessions[0]?.setTelephoneEvent(false);
  lab.adapter.perform(digits("3#"));
  const bodies = [];
  for (let index = 0; index < 2; index += 1) {
    const info = await lab.server.takeRequest("INFO");
    expect(info.header("Content-Type")).toBe("application/dtmf-relay");
    bodies.push(info.body);
    info.reply(200);
  }
  expect(bodies).toEqual(["Signal=3\r\nDuration=160\r\n", "Signal=#\r\nDuration=160\r\n"]);
  expect(lab.media.sessions[0]?.steps).toContain("dtmf 12");
});

test("Mute is the media's, and what it measures is reported for the call", async () => {
  const { lab } = await callUp();
  lab.adapter.perform({ type: "dialog.mute", inviteId: a1, on: true });
  const session = lab.media.sessions[0];
  const quality = { mos: 4.2, lossPct: 0, jitterMs: 3, rttMs: 20 };
  session?.emit({ type: "fellQuiet" });
  session?.emit({ type: "flowChanged", isFlowing: false });
  session?.emit({ type: "measured", quality, packets: 100 });
  expect(await lab.event("media.fellQuiet")).toEqual({ type: "media.fellQuiet", inviteId: "a1" });
  expect(await lab.event("media.flowChanged")).toEqual({ type: "media.flowChanged", inviteId: "a1", isFlowing: false });
  expect(await lab.event("media.measured")).toEqual({ type: "media.measured", inviteId: "a1", quality, packets: 100 });
  expect(session?.steps).toContain("mute");
});

test("SIP.js forgets a BYE that no socket could take; here it is sent on the next socket, bound or not", async () => {
  const { lab, invite } = await callUp();
  lab.server.drop(0);
  await lab.event("socket.closed");
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  await pause(20);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0, owedByes: 1 });
  await lab.open(2);
  const bye = await lab.server.takeRequest("BYE");
  expect([bye.socket, bye.header("Call-ID")]).toEqual([1, invite.header("Call-ID")]);
  expect(bye.startLine).toBe("BYE sip:server@127.0.0.1:5060;transport=ws SIP/2.0");
  bye.reply(200);
  await pause(20);
  await expect.poll(() => lab.census().owedByes).toBe(0);
});

test("A BYE whose loss is told twice, for a new socket opens in the same instant, is owed once", async () => {
  const { lab } = await callUp();
  lab.server.drop(0);
  await lab.event("socket.closed");
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  await lab.register(2);
  (await lab.server.takeRequest("BYE")).reply(200);
  await pause(20);
  expect(lab.server.count("BYE")).toBe(1);
});

test("A BYE that a frozen server never answered is sent again on the next socket", async () => {
  const { lab } = await callUp();
  lab.server.freeze(0);
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  await lab.register(2);
  expect((await lab.server.takeRequest("BYE")).socket).toBe(1);
});

test("A call that was answered is not ended by a configuration that only adds a server", async () => {
  const { lab } = await callUp();
  const [first] = lab.config.servers;
  const second = { ...first, id: "backup", name: "Backup", role: "backup" };
  lab.adapter.configure({
    ...lab.config,
    servers: [...lab.config.servers, ...(first === undefined ? [] : [second])],
  } as never);
  expect(lab.census()).toMatchObject({ sockets: 1, invites: 1, dialogs: 1 });
  expect(lab.census()).not.toEqual(atRest);
  lab.adapter.perform({ type: "socket.close", serverId: main });
});

test("A call on a server that left, or changed, goes on to its own end, and the server then lets go of its socket", async () => {
  const call = await callUp();
  const { lab } = call;
  lab.adapter.configure(null);
  expect(lab.adapter.census(main)).toBeNull();
  lab.adapter.perform({ type: "dialog.hold", inviteId: a1, on: true });
  answer(await lab.server.takeRequest("INVITE"));
  await lab.event("dialog.holdAnswered");
  requestInside(call, { method: "BYE" });
  await lab.server.takeResponse(200, "BYE");
  await lab.event("dialog.ended");
  await expect.poll(() => lab.server.sockets.map((socket) => socket.readyState)).toEqual([3]);
});

test("A call on a server that left is ended there when it is hung up here", async () => {
  const { lab } = await callUp();
  const changed = lab.config.servers.map((server) => ({ ...server, displayName: "Anna B." }));
  lab.adapter.configure({ ...lab.config, servers: changed });
  await lab.open(2);
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  const bye = await lab.server.takeRequest("BYE");
  expect(bye.socket).toBe(0);
  bye.reply(200);
  await expect.poll(() => lab.server.sockets.map((socket) => socket.readyState)).toEqual([3, 1]);
});

test("A server that left rings nobody any more and tells nothing about itself", async () => {
  const { lab } = await callUp();
  const contact = lab.contactUri();
  lab.adapter.configure(null);
  const bye = await lab.server.takeRequest("REGISTER");
  expect(bye.header("Contact")).toContain("expires=0");
  const before = lab.eventTypes().length;
  lab.request({ method: "INVITE", uri: contact, callId: "late", headers: inviteHeaders, body: answerSdp });
  await lab.server.takeResponse(480, "INVITE");
  expect(lab.eventTypes().slice(before)).toEqual([]);
});
