/** A server that left the configuration while a call was up on it: the call goes on, and its end is told all the same. */
import { expect, test, vi } from "vitest";
import { answer, answerSdp, createSipLab, inviteHeaders, inviteId, main, pause, type SipLab } from "./sip-lab.ts";

const a1 = inviteId("a1");
const fakeTimers = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const;

const readyStates = (lab: SipLab) => lab.server.sockets.map((socket) => socket.readyState);
const typesSince = (lab: SipLab, index: number) => lab.eventTypes().slice(index);

/** A call of ours is up, and then its server leaves as the core orders it. */
async function callOnLeavingServer(): Promise<SipLab> {
  const lab = await createSipLab();
  await lab.register();
  lab.invite("a1");
  answer(await lab.server.takeRequest("INVITE"));
  await lab.event("attempt.answered");
  await lab.server.takeRequest("ACK");
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 1, expiresS: 0 });
  lab.adapter.perform({ type: "socket.close", serverId: main });
  lab.adapter.configure(null);
  return lab;
}

test("Signed out and closed by order, the server still carries its call: it is held and hung up over the old socket", async () => {
  const lab = await callOnLeavingServer();
  (await lab.server.takeRequest("REGISTER")).reply(200);
  await pause(50);
  expect(readyStates(lab)).toEqual([1]);
  lab.adapter.perform({ type: "dialog.hold", inviteId: a1, on: true });
  answer(await lab.server.takeRequest("INVITE"));
  expect(await lab.event("dialog.holdAnswered")).toMatchObject({ held: true });
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  (await lab.server.takeRequest("BYE")).reply(200);
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  expect(lab.server.count("REGISTER")).toBe(2);
});

test.each([
  ["first the socket dies and then the voice stops", true],
  ["first the voice stops and then the socket dies", false],
])("The call ends when both are gone: %s", async (_order, isSocketFirst) => {
  vi.useFakeTimers({ toFake: [...fakeTimers], shouldAdvanceTime: true });
  const lab = await callOnLeavingServer();
  const before = lab.events.length;
  const silence = () => lab.media.sessions[0]?.emit({ type: "flowChanged", isFlowing: false });
  if (isSocketFirst) lab.server.drop(0);
  else silence();
  await pause(80);
  expect(typesSince(lab, before)).toEqual(isSocketFirst ? [] : ["media.flowChanged"]);
  if (isSocketFirst) silence();
  else lab.server.drop(0);
  expect(await lab.event("dialog.ended")).toEqual({ type: "dialog.ended", inviteId: "a1" });
  expect(typesSince(lab, before)).toEqual(["media.flowChanged", "dialog.ended"]);
  expect(lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("A voice that came back keeps the call when the socket dies", async () => {
  const lab = await callOnLeavingServer();
  const before = lab.events.length;
  lab.media.sessions[0]?.emit({ type: "flowChanged", isFlowing: false });
  lab.media.sessions[0]?.emit({ type: "flowChanged", isFlowing: true });
  lab.server.drop(0);
  await pause(80);
  expect(typesSince(lab, before)).toEqual(["media.flowChanged", "media.flowChanged"]);
});

test("Hung up after its socket died, the call is over here and the BYE nobody can take is forgotten", async () => {
  vi.useFakeTimers({ toFake: [...fakeTimers], shouldAdvanceTime: true });
  const lab = await callOnLeavingServer();
  lab.server.drop(0);
  await pause(50);
  lab.adapter.perform({ type: "dialog.bye", inviteId: a1 });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(lab.server.count("BYE")).toBe(0);
  await expect.poll(() => lab.media.sessions.map((session) => session.isClosed())).toEqual([true]);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("A call that still rings here when the socket of its server dies stops ringing", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "INVITE", headers: inviteHeaders, body: answerSdp });
  const offered = await lab.event("leg.offered");
  lab.adapter.configure(null);
  lab.server.drop(0);
  const { inviteId: legId } = offered;
  expect(await lab.event("leg.cancelled")).toEqual({ type: "leg.cancelled", inviteId: legId, isElsewhere: false });
});
