/** Taking the binding away: the socket stays until the server has answered that, for at most a second, and then goes. */
import { expect, test, vi } from "vitest";
import { answered, challenge, createSipLab, grant, main, pause, type SipLab } from "./sip-lab.ts";

const unregister = { type: "register.send", serverId: main, connection: 1, expiresS: 0 } as const;
const close = { type: "socket.close", serverId: main } as const;

/** Time goes on, but not while the machine is busy with something else. */
const startFakeClock = (): void =>
  void vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
    shouldAdvanceTime: true,
  });

const readyStates = (lab: SipLab) => lab.server.sockets.map((socket) => socket.readyState);

async function leaveOrderly(lab: SipLab): Promise<void> {
  await lab.register();
  lab.adapter.perform(unregister);
  lab.adapter.perform(close);
}

test("The 401 of an unregistration is answered though the socket is ordered closed, and then it is closed at once", async () => {
  startFakeClock();
  const lab = await createSipLab();
  await leaveOrderly(lab);
  challenge(await lab.server.takeRequest("REGISTER"));
  const second = await lab.server.takeRequest("REGISTER");
  expect(second.header("Contact")).toMatch(/;expires=0$/);
  expect(second.header("Authorization")).toContain('realm="asterisk"');
  const atAnswered = performance.now();
  second.reply(200);
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  expect(performance.now() - atAnswered).toBeLessThan(900);
  await expect.poll(() => lab.census()).toMatchObject({ sockets: 0, clients: 0 });
  expect(lab.eventTypes()).toEqual(["socket.opened", "register.answered"]);
});

test("An unregistration that is not answered keeps its socket for a second and no longer", async () => {
  startFakeClock();
  const lab = await createSipLab();
  await leaveOrderly(lab);
  await lab.server.takeRequest("REGISTER");
  await vi.advanceTimersByTimeAsync(500);
  await pause(50);
  expect(readyStates(lab)).toEqual([1]);
  await vi.advanceTimersByTimeAsync(500);
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  await expect.poll(() => lab.census()).toMatchObject({ sockets: 0, clients: 0 });
  expect(lab.eventTypes()).toEqual(["socket.opened", "register.answered"]);
});

test("While the farewell waits, nothing else is sent or heard on its socket", async () => {
  const lab = await createSipLab();
  await leaveOrderly(lab);
  await lab.server.takeRequest("REGISTER");
  const before = lab.server.received.length;
  lab.adapter.perform({ type: "probe.send", serverId: main, connection: 1, probeId: 1 });
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 1, expiresS: 120 });
  lab.invite("a1");
  lab.request({ method: "OPTIONS" });
  expect(await lab.event("attempt.failed")).toMatchObject({ why: "notConnected" });
  await pause(80);
  expect(lab.server.received.slice(before)).toEqual([]);
});

test("A socket opened while the farewell waits opens beside it, and a new binding ends the farewell", async () => {
  const lab = await createSipLab();
  await leaveOrderly(lab);
  const farewell = await lab.server.takeRequest("REGISTER");
  await lab.open(2);
  expect(lab.census().sockets).toBe(2);
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
  const register = await lab.server.takeRequest("REGISTER");
  expect([register.socket, register.header("CSeq")]).toEqual([1, "3 REGISTER"]);
  challenge(farewell);
  grant(register);
  await lab.event("register.answered");
  expect(lab.events.at(-1)).toEqual(answered({ connection: 2 }));
  await pause(80);
  expect(lab.server.count("REGISTER")).toBe(3);
  await expect.poll(() => readyStates(lab)).toEqual([3, 1]);
});

test.each([
  ["unregistered and closed", [unregister, close]],
  ["only unregistered", [unregister]],
])("A server that leaves the configuration %s finishes its farewell and leaves nothing", async (_how, orders) => {
  startFakeClock();
  const lab = await createSipLab();
  await lab.register();
  for (const order of orders) lab.adapter.perform(order);
  lab.adapter.configure(null);
  challenge(await lab.server.takeRequest("REGISTER"));
  const second = await lab.server.takeRequest("REGISTER");
  const atAnswered = performance.now();
  second.reply(200);
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  expect(performance.now() - atAnswered).toBeLessThan(900);
  await pause(20);
  expect(lab.eventTypes()).toEqual(["socket.opened", "register.answered"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("A server that leaves the configuration and never answers its farewell is gone after a second", async () => {
  startFakeClock();
  const lab = await createSipLab();
  await leaveOrderly(lab);
  lab.adapter.configure(null);
  await lab.server.takeRequest("REGISTER");
  await vi.advanceTimersByTimeAsync(1_100);
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  expect(vi.getTimerCount()).toBe(0);
});

test("A server that changes finishes its farewell beside the socket of the new one", async () => {
  const lab = await createSipLab();
  await leaveOrderly(lab);
  const changed = lab.config.servers.map((server) => ({ ...server, displayName: "Anna B." }));
  lab.adapter.configure({ ...lab.config, servers: changed });
  challenge(await lab.server.takeRequest("REGISTER"));
  const second = await lab.server.takeRequest("REGISTER");
  await lab.open(2);
  expect(readyStates(lab)).toEqual([1, 1]);
  second.reply(200);
  await expect.poll(() => readyStates(lab)).toEqual([3, 1]);
});

test("Disposed in the middle of a farewell, nothing is left", async () => {
  startFakeClock();
  const lab = await createSipLab();
  await leaveOrderly(lab);
  await lab.server.takeRequest("REGISTER");
  lab.adapter.dispose();
  await expect.poll(() => readyStates(lab)).toEqual([3]);
  expect(vi.getTimerCount()).toBe(0);
});
