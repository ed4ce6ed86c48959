/** An outgoing INVITE: what is reported of it, and what keeps it from the wire. */
import { expect, test, vi } from "vitest";
import {
  answer,
  atRest,
  challenge,
  createSipLab,
  inviteId,
  inviteOrder,
  main,
  pause,
  ring,
  serverContact,
} from "./sip-lab.ts";

test("A dial is challenged, rings, is answered and hung up, and nothing of it is left", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1", "+81#50");
  const first = await lab.server.takeRequest("INVITE");
  expect(first.startLine).toBe("INVITE sip:+81%2350@pbx.test SIP/2.0");
  expect(first.header("X-Call-Attempt-ID")).toBe("dial-1");
  challenge(first);
  const second = await lab.server.takeRequest("INVITE");
  expect(second.header("Authorization")).toContain('realm="asterisk"');
  expect(second.header("X-Call-Attempt-ID")).toBe("dial-1");
  second.reply(100);
  ring(second);
  answer(second);
  await lab.event("attempt.answered");
  expect(lab.events.filter((event) => event.type.startsWith("attempt."))).toEqual([
    { type: "attempt.sent", inviteId: "a1", hasCredentials: false },
    { type: "attempt.challenged", inviteId: "a1" },
    { type: "attempt.sent", inviteId: "a1", hasCredentials: true },
    { type: "attempt.progressed", inviteId: "a1", code: 100 },
    { type: "attempt.progressed", inviteId: "a1", code: 180 },
    { type: "attempt.answered", inviteId: "a1" },
  ]);
  await lab.server.take((message) => message.method === "ACK" && message.header("To").includes("servertag"));
  lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId("a1") });
  (await lab.server.takeRequest("BYE")).reply(200);
  await pause(50);
  await expect.poll(() => lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  expect(lab.eventTypes()).not.toContain("dialog.ended");
  await expect.poll(() => lab.census().invites).toBe(0);
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.census()).toEqual(atRest);
  vi.useRealTimers();
});

test("Responses to the INVITE prove that the server reads", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  (await lab.server.takeRequest("INVITE")).reply(100);
  expect(await lab.event("server.responded")).toEqual({ type: "server.responded", serverId: "main", connection: 1 });
});

test("Ringing and an answer that follow the first response prove nothing new, for the server may be deaf by then", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  const first = await lab.server.takeRequest("INVITE");
  const proofs = () => lab.eventTypes().filter((type) => type === "server.responded").length;
  challenge(first);
  const second = await lab.server.takeRequest("INVITE");
  await expect.poll(proofs).toBe(1);
  second.reply(100);
  ring(second);
  await lab.event("attempt.progressed");
  await expect.poll(proofs).toBe(2);
  answer(second);
  await lab.event("attempt.answered");
  expect(proofs()).toBe(2);
});

test("An 18x that SIP.js drops for want of a Contact is reported all the same", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  (await lab.server.takeRequest("INVITE")).reply(183);
  expect(await lab.event("attempt.progressed")).toEqual({ type: "attempt.progressed", inviteId: "a1", code: 183 });
});

test.each([302, 408, 486, 503, 603])("A %i of the server rejects the attempt and leaves nothing", async (code) => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  (await lab.server.takeRequest("INVITE")).reply(code, {
    headers: ["Retry-After: 9", 'Reason: SIP;cause=480;text="a, Q.850;cause=3"', "Reason: Q.850;cause=20"],
  });
  expect(await lab.event("attempt.rejected")).toEqual({
    type: "attempt.rejected",
    inviteId: "a1",
    code,
    retryAfterS: 9,
    cause: 20,
  });
  await lab.server.takeRequest("ACK");
  await pause(20);
  await expect.poll(() => lab.census()).toEqual(atRest);
});

test("SIP.js makes up a 408 for an INVITE without answer; it is not reported as the server's", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  await lab.server.takeRequest("INVITE");
  await vi.advanceTimersByTimeAsync(33_000);
  expect(lab.eventTypes().filter((type) => type.startsWith("attempt."))).toEqual(["attempt.sent"]);
  expect(lab.census()).toEqual(atRest);
  vi.useRealTimers();
});

test.each([
  ["never", null],
  ["just before", 31_500],
  ["just after", 32_500],
])(
  "An INVITE with credentials that nobody answers leaves nothing, cancelled %s its time is over",
  async (_when, atMs) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    const lab = await createSipLab();
    await lab.register();
    lab.invite("a1");
    challenge(await lab.server.takeRequest("INVITE"));
    await lab.server.takeRequest("INVITE");
    const before = lab.events.length;
    await vi.advanceTimersByTimeAsync(atMs ?? 0);
    if (atMs !== null) lab.adapter.perform({ type: "attempt.cancel", inviteId: inviteId("a1") });
    await vi.advanceTimersByTimeAsync(33_000);
    expect(lab.events.slice(before)).toEqual([]);
    expect(lab.census()).toEqual(atRest);
    expect(lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
    expect(lab.server.count("CANCEL")).toBe(0);
    vi.useRealTimers();
  },
);

test("SIP.js makes up a 503 where there is no socket; here the attempt fails as not connected", async () => {
  const lab = await createSipLab();
  lab.invite("a1");
  expect(lab.events).toEqual([]);
  expect(await lab.event("attempt.failed")).toEqual({
    type: "attempt.failed",
    inviteId: "a1",
    why: "notConnected",
    message: "The call could not be sent: this server is not connected.",
  });
  await lab.register();
  lab.media.setDelayMs(60);
  lab.invite("a2");
  lab.server.drop(0);
  expect(await lab.event("attempt.failed")).toMatchObject({ inviteId: "a2", why: "notConnected" });
  expect(lab.eventTypes()).not.toContain("attempt.rejected");
  expect(lab.census()).toEqual({ ...atRest, sockets: 0 });
});

test("Without audio to offer no INVITE leaves, and the operator reads why", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.media.failNextSession({ kind: "microphoneDenied", message: "The microphone is not allowed." });
  lab.invite("a1");
  expect(await lab.event("attempt.failed")).toEqual({
    type: "attempt.failed",
    inviteId: "a1",
    why: "media",
    message: "The microphone is not allowed.",
  });
  await pause(50);
  expect(lab.server.count("INVITE")).toBe(0);
  await expect.poll(() => lab.census()).toEqual(atRest);
});

test.each([
  ["an answer that media refuses", { headers: [serverContact], body: "m=nonsense\r\n" }],
  ["an answer without a session description", { headers: [serverContact] }],
])("A 200 with %s is acknowledged and ended, and the attempt fails for its media", async (_what, options) => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  (await lab.server.takeRequest("INVITE")).reply(200, options);
  expect(await lab.event("attempt.failed")).toMatchObject({ inviteId: "a1", why: "media" });
  await lab.server.takeRequest("ACK");
  (await lab.server.takeRequest("BYE")).reply(200);
  expect(lab.census().invites).toBe(0);
});

test("SIP.js waits for ever on a 200 without Contact; here the attempt fails", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  (await lab.server.takeRequest("INVITE")).reply(200);
  expect(await lab.event("attempt.failed")).toMatchObject({ inviteId: "a1", why: "media" });
  expect(lab.census().invites).toBe(0);
});

test("The caller id travels as P-Preferred-Identity while From stays the account", async () => {
  const lab = await createSipLab({ server: { callerId: "+8135550100" } });
  await lab.register();
  lab.invite("a1");
  const invite = await lab.server.takeRequest("INVITE");
  expect(invite.header("P-Preferred-Identity")).toBe("<sip:+8135550100@pbx.test>");
  expect(invite.header("From")).toMatch(/^"Anna" <sip:1001@pbx\.test>;tag=/);
});

test("Nothing of a target reaches the wire raw", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1", "10@evil>\r\nX-Evil: 1 \u202e?x;y\ud800");
  const invite = await lab.server.takeRequest("INVITE");
  expect(invite.startLine).toBe("INVITE sip:10%40evil%3EX-Evil:1?x%3By%EF%BF%BD@pbx.test SIP/2.0");
  expect(invite.header("X-Evil")).toBe("");
});

test("A prepared INVITE waits with its offer made, and leaves in the very task in which it is told to", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform({ type: "attempt.prepare", ...inviteOrder("a1") });
  await lab.event("attempt.prepared");
  await pause(50);
  expect(lab.server.count("INVITE")).toBe(0);
  lab.adapter.perform({ type: "attempt.invite", ...inviteOrder("a1") });
  // Whatever the sockets have to say is a task of its own, and comes after this.
  await new Promise((resolve) => setImmediate(resolve));
  expect(lab.eventTypes()).toContain("attempt.sent");
  const sent = await lab.server.takeRequest("INVITE");
  expect(sent.body).toContain("m=audio");
  answer(sent);
  await lab.event("attempt.answered");
});

test("A prepared INVITE that is called off never leaves, and nothing of it is left", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform({ type: "attempt.prepare", ...inviteOrder("a1") });
  await lab.event("attempt.prepared");
  lab.adapter.perform({ type: "attempt.cancel", inviteId: inviteId("a1") });
  await pause(50);
  expect(lab.server.count("INVITE")).toBe(0);
  expect(lab.census()).toEqual(atRest);
  expect(lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  expect(lab.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("A prepared INVITE whose socket is gone when it is told to leave says so", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform({ type: "attempt.prepare", ...inviteOrder("a1") });
  await lab.event("attempt.prepared");
  lab.adapter.perform({ type: "socket.close", serverId: main });
  lab.adapter.perform({ type: "attempt.invite", ...inviteOrder("a1") });
  expect(await lab.event("attempt.failed")).toMatchObject({ inviteId: "a1", why: "notConnected" });
});
