/** The sockets of one server: numbered, replaced at once, and never wedged by what a listener or the server does. */
import { expect, test } from "vitest";
import { answered, createSipLab, main, until } from "./sip-lab.ts";

test("SIP.js waits up to a minute for a dead socket to close; here a fresh one opens at once beside it", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.server.freeze(0);
  const atStart = performance.now();
  await lab.open(2);
  expect(performance.now() - atStart).toBeLessThan(10_000);
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 2, expiresS: 120 });
  const register = await lab.server.takeRequest("REGISTER");
  expect(register.socket).toBe(1);
  expect(lab.census().sockets).toBe(1);
  expect(lab.eventTypes()).not.toContain("socket.closed");
});

test("SIP.js is wedged for good by a listener that throws; here it is logged and everything goes on", async () => {
  const lab = await createSipLab();
  lab.adapter.listen(() => {
    throw new Error("listener is broken");
  });
  await lab.open(1);
  lab.server.drop(0);
  await lab.event("socket.closed");
  await lab.register(2);
  expect(lab.events.at(-1)).toEqual(answered({ connection: 2 }));
  expect(lab.lines.filter((line) => line.level === "error")[0]?.text).toBe(
    "A listener of SIP events failed: listener is broken",
  );
});

test("A socket that closes tells its code, one that never opened tells null", async () => {
  const lab = await createSipLab();
  await lab.open(1);
  lab.server.sockets[0]?.close(1001);
  expect(await lab.event("socket.closed")).toEqual({
    type: "socket.closed",
    serverId: main,
    connection: 1,
    code: 1001,
  });
  await lab.server.stop();
  lab.adapter.perform({ type: "socket.open", serverId: main, connection: 2 });
  expect(await lab.event("socket.closed")).toEqual({
    type: "socket.closed",
    serverId: main,
    connection: 2,
    code: null,
  });
});

test("A URL that no WebSocket takes is a socket that never opened", async () => {
  const lab = await createSipLab({ server: { url: "nonsense" } });
  lab.adapter.perform({ type: "socket.open", serverId: main, connection: 1 });
  expect(lab.events).toEqual([]);
  expect(await lab.event("socket.closed")).toEqual({
    type: "socket.closed",
    serverId: main,
    connection: 1,
    code: null,
  });
});

test("A socket closed by order says nothing and sends nothing more", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.perform({ type: "socket.close", serverId: main });
  lab.adapter.perform({ type: "register.send", serverId: main, connection: 1, expiresS: 0 });
  await until(() => (lab.server.sockets[0]?.readyState === 3 ? true : undefined));
  expect(lab.census().sockets).toBe(0);
  expect(lab.eventTypes()).not.toContain("socket.closed");
  expect(lab.server.count("REGISTER")).toBe(1);
});

test("What cannot be read is logged once and ignored, and the next message is understood", async () => {
  const lab = await createSipLab();
  await lab.register();
  const noise = ["\r\n\r\n", "no SIP at all", "SIP/2.0 200 OK\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\nVia: @@@\r\n\r\n"];
  for (const text of [...noise, ...noise]) lab.server.send(text);
  lab.request({ method: "OPTIONS" });
  await lab.server.takeResponse(200, "OPTIONS");
  expect(lab.lines.filter((line) => line.level === "warn")).toHaveLength(1);
  expect(lab.eventTypes()).toContain("server.requested");
});

test("A request on which SIP.js throws is ignored like any other that cannot be read", async () => {
  const lab = await createSipLab();
  await lab.register();
  for (let index = 0; index < 2; index += 1) lab.request({ method: "PRACK", callId: `odd-${index}` });
  lab.request({ method: "OPTIONS" });
  await lab.server.takeResponse(200, "OPTIONS");
  const trouble = lab.lines.filter((line) => line.level === "warn" || line.level === "error");
  expect(trouble.map((line) => line.text)).toEqual([
    "A message of the server could not be read and was ignored: Unexpected out of dialog request method PRACK.",
  ]);
});

test("Requests of the server are reported, answered, and are not taken for responses", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.request({ method: "OPTIONS" });
  await lab.server.takeResponse(200, "OPTIONS");
  lab.request({ method: "NOTIFY", callId: "mwi", headers: ["Event: message-summary", "Subscription-State: active"] });
  await lab.server.takeResponse(200, "NOTIFY");
  expect(lab.eventTypes().slice(-2)).toEqual(["server.requested", "server.requested"]);
});

test("Another name or role keeps the socket, as it keeps the registration", async () => {
  const lab = await createSipLab();
  await lab.register();
  const renamed = lab.config.servers.map((server) => ({ ...server, name: "Other", role: "backup" as const }));
  lab.adapter.configure({ ...lab.config, servers: renamed });
  expect(lab.census().sockets).toBe(1);
  lab.adapter.perform({ type: "probe.send", serverId: main, connection: 1, probeId: 9 });
  (await lab.server.takeRequest("OPTIONS")).reply(200);
  expect(await lab.event("probe.answered")).toMatchObject({ serverId: main, probeId: 9 });
});

test("A configuration that stays equal keeps its socket, one that changes closes it, and null closes all", async () => {
  const lab = await createSipLab();
  await lab.register();
  lab.adapter.configure(structuredClone(lab.config));
  expect(lab.census().sockets).toBe(1);
  const changed = lab.config.servers.map((server) => ({ ...server, displayName: "Anna B." }));
  lab.adapter.configure({ ...lab.config, servers: changed });
  expect(lab.census().sockets).toBe(0);
  await lab.open(2);
  lab.adapter.configure(null);
  expect(lab.adapter.census(main)).toBeNull();
  await expect.poll(() => lab.server.sockets.map((socket) => socket.readyState)).toEqual([3, 3]);
});
