/** An INVITE from the server: offered as it is, silent until the core decides, answered on whatever socket is open. */
import { expect, test, vi } from "vitest";
import { answerSdp, atRest, createSipLab, grant, inviteHeaders, main, pause, type SipLab } from "./sip-lab.ts";

const offer = (lab: SipLab, headers: readonly string[] = []) =>
  lab.request({ method: "INVITE", headers: [...inviteHeaders, ...headers], body: answerSdp });

test("An INVITE is offered, rings only when told, is accepted, acknowledged, and ended by the server", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.register();
  offer(lab, ["X-Edge-Id: edge-7"]);
  const offered = await lab.event("leg.offered");
  expect(offered).toEqual({
    type: "leg.offered",
    serverId: main,
    connection: 1,
    inviteId: offered.inviteId,
    remote: { number: "2002", name: "Bob" },
    strongKey: "edge-7",
    answerAfterS: null,
    queue: null,
  });
  await lab.server.takeResponse(100, "INVITE");
  lab.adapter.perform({ type: "leg.ring", inviteId: offered.inviteId });
  await lab.server.takeResponse(180, "INVITE");
  lab.adapter.perform({ type: "leg.accept", inviteId: offered.inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.body).toContain("m=audio");
  await lab.event("leg.accepted");
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
  lab.request({ method: "BYE", to: ok.header("To"), cseq: 2 });
  await lab.server.takeResponse(200, "BYE");
  expect(await lab.event("dialog.ended")).toEqual({ type: "dialog.ended", inviteId: offered.inviteId });
  expect(lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census()).toEqual(atRest);
  vi.useRealTimers();
});

test("SIP.js sends 180 before anybody decided and 480 after a minute; here nothing is said undecided", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  await lab.event("leg.offered");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(lab.server.received.filter((message) => message.code !== null).map((message) => message.code)).toEqual([100]);
  expect(lab.eventTypes().at(-1)).toBe("leg.offered");
  vi.useRealTimers();
});

test.each([
  ["the caller gave up", [], false],
  ["the caller gave up in time", ["Reason: Q.850;cause=0"], false],
  ["another phone took it", ['Reason: SIP;cause=200;text="Call completed elsewhere", Q.850;cause=26'], true],
  ["another phone took it, told in two headers", ["Reason: Q.850;cause=26", "Reason: SIP ;text=x;cause=200"], true],
])("A CANCEL because %s is told as such", async (_why, headers, isElsewhere) => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp, branch: "z9hG4bKone" });
  const { inviteId } = await lab.event("leg.offered");
  lab.request({ method: "CANCEL", branch: "z9hG4bKone", headers });
  expect(await lab.event("leg.cancelled")).toEqual({ type: "leg.cancelled", inviteId, isElsewhere });
  await lab.server.takeResponse(487, "INVITE");
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0 });
});

test("A leg that is sent on gets 302 with the number at its server, escaped, as the Contact", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.forward", inviteId, to: "+49 30#1" });
  const answer = await lab.server.takeResponse(302, "INVITE");
  expect(answer.headers("Contact")).toEqual([expect.stringMatching(/^<sip:\+4930%231@[^>]+>$/)]);
});

test("A rejected leg gets the code that was ordered", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.reject", inviteId, code: 486 });
  await lab.server.takeResponse(486, "INVITE");
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0 });
  expect(lab.eventTypes()).not.toContain("leg.cancelled");
});

test("The copy of a call that was answered elsewhere is refused with that reason, and any other without one", async () => {
  const lab = await createSipLab();
  await lab.register();
  const reasonsOf = async (isElsewhere: boolean, branch: string) => {
    lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp, branch, callId: branch });
    const { inviteId } = await lab.event("leg.offered");
    lab.adapter.perform({ type: "leg.reject", inviteId, code: 486, isElsewhere });
    return (await lab.server.takeResponse(486, "INVITE")).headers("Reason");
  };
  expect(await reasonsOf(true, "z9hG4bKone")).toEqual([
    'SIP;cause=200;text="Call completed elsewhere"',
    "Q.850;cause=26",
  ]);
  expect(await reasonsOf(false, "z9hG4bKtwo")).toEqual([]);
});

test("SIP.js answers into a dead socket as if all were well; here the leg fails and can be answered later", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.ring", inviteId });
  lab.server.drop(0);
  await lab.event("socket.closed");
  lab.adapter.perform({ type: "leg.accept", inviteId });
  expect(await lab.event("leg.failed")).toEqual({
    type: "leg.failed",
    inviteId,
    why: "notConnected",
    message: "The call could not be answered: this server is not connected at the moment.",
  });
  await lab.register(2);
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.socket).toBe(1);
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
});

test("A 200 that was lost with its socket is sent again on the next binding, once: SIP.js ends a call whose second ACK meets a re-INVITE", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.server.freeze(0);
  lab.adapter.perform({ type: "leg.accept", inviteId });
  await lab.event("leg.accepted");
  await lab.register(2);
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.socket).toBe(1);
  await pause(50);
  const onNew = lab.server.received.filter(
    ({ code, socket, header }) => code === 200 && socket === 1 && header("CSeq").endsWith("INVITE"),
  );
  expect(onNew).toHaveLength(1);
});

test("SIP.js gives a 200 up whose repetition meets no socket; here it is sent on the next binding all the same", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.server.freeze(0);
  lab.adapter.perform({ type: "leg.accept", inviteId });
  await lab.event("leg.accepted");
  lab.adapter.perform({ type: "socket.close", serverId: main });
  await pause(700);
  await lab.register(2);
  const ok = await lab.server.takeResponse(200, "INVITE");
  expect(ok.socket).toBe(1);
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
});

test.each([
  { type: "dialog.refresh", hasNewAddress: false },
  { type: "dialog.hold", on: true },
] as const)("SIP.js ends a call whose ACK meets its own re-INVITE; here $type waits for the ACK", async (order) => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  await lab.event("leg.accepted");
  await pause(20);
  lab.adapter.perform({ ...order, inviteId });
  await pause(50);
  expect(lab.server.count("INVITE")).toBe(0);
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
  await lab.server.takeRequest("INVITE");
  expect(lab.server.count("BYE")).toBe(0);
});

test("A call that is answered aside is silent before its ACK, and held after it", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.listen((event) => {
    if (event.type !== "leg.accepted") return;
    lab.adapter.perform({ type: "dialog.silence", inviteId, on: true });
    lab.adapter.perform({ type: "dialog.hold", inviteId, on: true });
  });
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  await lab.event("leg.accepted");
  expect(lab.media.sessions[0]?.isQuiet()).toBe(true);
  lab.request({ method: "ACK", to: ok.header("To") });
  expect((await lab.server.takeRequest("INVITE")).body).toContain("a=sendonly");
});

/** A leg whose refusal comes when its socket is gone. */
async function refuseWithoutSocket(code: 480 | 486): Promise<SipLab> {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.server.drop(0);
  await lab.event("socket.closed");
  lab.adapter.perform({ type: "leg.reject", inviteId, code });
  return lab;
}

test.each([486, 480] as const)(
  "A %i that no socket could take is sent on the next binding, and only there",
  async (code) => {
    const lab = await refuseWithoutSocket(code);
    await lab.open(2);
    await pause(50);
    expect(lab.server.received.filter((message) => message.code === code)).toEqual([]);
    lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
    grant(await lab.server.takeRequest("REGISTER"));
    const refusal = await lab.server.takeResponse(code, "INVITE");
    expect(refusal.socket).toBe(1);
  },
);

test("A refusal that was acknowledged is not repeated", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp, branch: "z9hG4bKone" });
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.reject", inviteId, code: 486 });
  const refusal = await lab.server.takeResponse(486, "INVITE");
  lab.request({ method: "ACK", to: refusal.header("To"), branch: "z9hG4bKone" });
  await pause(20);
  await lab.register(2);
  await pause(50);
  expect(lab.server.received.filter((message) => message.code === 486)).toHaveLength(1);
});

test("After 32 s a refusal that could not be sent is owed no longer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"], shouldAdvanceTime: true });
  const lab = await refuseWithoutSocket(486);
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census()).toEqual({ ...atRest, sockets: 0 });
  await lab.register(2);
  await pause(50);
  expect(lab.server.received.filter((message) => message.code === 486)).toEqual([]);
  vi.useRealTimers();
});

test("A 200 whose socket goes while it is being made is sent on the next binding", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.media.setDelayMs(80);
  lab.adapter.perform({ type: "leg.accept", inviteId });
  await pause(20);
  lab.server.drop(0);
  await lab.event("socket.closed");
  await pause(120);
  expect(lab.eventTypes()).not.toContain("leg.accepted");
  await lab.register(2);
  expect((await lab.server.takeResponse(200, "INVITE")).socket).toBe(1);
  await lab.event("leg.accepted");
});

test("SIP.js answers 480 when there is no microphone; here the leg rings on and can be answered once there is one", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.media.setMicrophoneTrouble({ kind: "microphoneMissing", message: "There is no microphone." });
  lab.adapter.perform({ type: "leg.accept", inviteId });
  expect(await lab.event("leg.failed")).toEqual({
    type: "leg.failed",
    inviteId,
    why: "media",
    message: "There is no microphone.",
  });
  await pause(20);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 1, sessions: 1 });
  lab.media.setMicrophoneTrouble(null);
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const answers = lab.server.received.filter((message) => message.code !== null);
  expect([(await lab.server.takeResponse(200, "INVITE")).code, answers.map(({ code }) => code)]).toEqual([200, [100]]);
});

test("An offer that cannot be answered ends the leg, for SIP.js has refused it", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab);
  const { inviteId } = await lab.event("leg.offered");
  lab.media.failNextSession({ kind: "connectionFailed", message: "The voice connection could not be set up." });
  lab.adapter.perform({ type: "leg.accept", inviteId });
  expect(await lab.event("leg.failed")).toEqual({
    type: "leg.failed",
    inviteId,
    why: "media",
    message: "The voice connection could not be set up.",
  });
  expect(await lab.event("leg.cancelled")).toEqual({ type: "leg.cancelled", inviteId, isElsewhere: false });
  await lab.server.takeResponse(480, "INVITE");
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0 });
});

test("A CANCEL that overtakes the answer ends the leg once", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.media.setDelayMs(80);
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp, branch: "z9hG4bKone" });
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.accept", inviteId });
  lab.request({ method: "CANCEL", branch: "z9hG4bKone" });
  await lab.event("leg.cancelled");
  await pause(120);
  expect(lab.eventTypes().filter((type) => type.startsWith("leg."))).toEqual(["leg.offered", "leg.cancelled"]);
  await expect.poll(() => lab.census()).toMatchObject({ invites: 0, sessions: 0 });
});

test("A CANCEL that crosses with the 200 changes nothing: the call stands until the server ends it", async () => {
  const lab = await createSipLab();
  await lab.register();
  const branch = "z9hG4bKcrossing";
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp, branch });
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  lab.request({ method: "CANCEL", branch });
  await lab.event("leg.accepted");
  lab.request({ method: "ACK", to: ok.header("To") });
  await lab.event("leg.acknowledged");
  lab.request({ method: "BYE", to: ok.header("To"), cseq: 2 });
  expect(await lab.event("dialog.ended")).toEqual({ type: "dialog.ended", inviteId });
  expect(lab.eventTypes()).not.toContain("leg.cancelled");
  expect(lab.census()).toMatchObject({ invites: 0, sessions: 0, dialogs: 0 });
});

test("One INVITE that arrives by two ways is offered once (RFC 3261 §8.2.2.2)", async () => {
  const lab = await createSipLab();
  await lab.register();
  const invite = { method: "INVITE", headers: inviteHeaders, body: answerSdp };
  lab.request({ ...invite, branch: "z9hG4bKone" });
  await lab.event("leg.offered");
  lab.request({ ...invite, branch: "z9hG4bKone" });
  lab.request({ ...invite, branch: "z9hG4bKtwo" });
  await lab.server.takeResponse(482, "INVITE");
  expect(lab.eventTypes().filter((type) => type === "leg.offered")).toHaveLength(1);
});

test("An INVITE without an offer is answered with ours", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", headers: inviteHeaders.slice(0, 1) });
  const { inviteId } = await lab.event("leg.offered");
  lab.adapter.perform({ type: "leg.accept", inviteId });
  const ok = await lab.server.takeResponse(200, "INVITE");
  lab.request({ method: "ACK", to: ok.header("To"), headers: ["Content-Type: application/sdp"], body: answerSdp });
  await lab.event("leg.acknowledged");
  await expect.poll(() => lab.media.sessions[0]?.steps).toEqual(["offer", "acceptAnswer"]);
});

test("What a caller writes into an INVITE is cleaned before anybody sees it", async () => {
  const lab = await createSipLab();
  await lab.register();
  offer(lab, [
    'P-Asserted-Identity: "Boss \u202e\u0007evil  name" <sip:+8190@carrier>',
    "X-Call-UUID: a\u00e9b c",
    'X-Queue: "Sa\u202eles\u0007"',
  ]);
  expect(await lab.event("leg.offered")).toMatchObject({
    remote: { number: "+8190", name: "Boss evil name" },
    strongKey: "abc",
    queue: "Sales",
  });
});

test("An INVITE for somebody else is refused and not offered", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", uri: "sip:somebody@else", headers: inviteHeaders, body: answerSdp });
  await lab.server.takeResponse(404, "INVITE");
  expect(lab.eventTypes()).not.toContain("leg.offered");
});
