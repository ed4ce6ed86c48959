/** The sockets of one server: numbered, replaced at once, and never wedged by what a listener or the server does. */
import { expect, test } from "vitest";
import { createSocketSet } from "../../../../../renderer/engine/adapters/sipjs/socket-set.ts";
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

test("A socket that is slow to open goes on beside those opened after it, and serves under its number", async () => {
  const pending: FakeSocket[] = [];
  const heard: string[] = [];
  const sockets = createSocketSet("wss://pbx.test", (): WebSocket => createFakeSocket(pending), {
    onOpened: (connection) => heard.push(`opened ${connection}`),
    onClosed: (connection, code) => heard.push(`closed ${connection} ${code}`),
    onSent: (text, connection) => heard.push(`sent ${text} ${connection}`),
    onReceived: (text, connection) => heard.push(`received ${text} ${connection}`),
    onOrphaned: () => undefined,
  });
  for (const connection of [1, 2, 3, 4]) sockets.open(connection);
  expect(sockets.countOpen()).toBe(3);
  pending[1]?.open();
  expect(sockets.send("REGISTER", null)).toBe(true);
  pending[1]?.dispatchEvent(new MessageEvent("message", { data: "200" }));
  for (const late of [pending[0], pending[2], pending[3]]) late?.open();
  expect(heard).toEqual(["opened 4", "sent REGISTER 4", "received 200 4"]);
  expect(pending.map(({ readyState }) => readyState)).toEqual([3, 1, 3, 3]);
  expect(sockets.countOpen()).toBe(1);
  sockets.dispose();
});

test("Closing gives up every socket that is still connecting", () => {
  const pending: FakeSocket[] = [];
  const nothing = () => undefined;
  const sockets = createSocketSet("wss://pbx.test", (): WebSocket => createFakeSocket(pending), {
    onOpened: nothing,
    onClosed: nothing,
    onSent: nothing,
    onReceived: nothing,
    onOrphaned: nothing,
  });
  sockets.open(1);
  sockets.open(2);
  sockets.close();
  expect([sockets.countOpen(), ...pending.map(({ readyState }) => readyState)]).toEqual([0, 3, 3]);
});

type FakeSocket = WebSocket & { open: () => void };

/** A WebSocket that opens when told to; it is kept in the list given. */
function createFakeSocket(list: FakeSocket[]): FakeSocket {
  const target = new EventTarget();
  const socket = Object.assign(target, {
    readyState: 0,
    binaryType: "blob",
    send: () => undefined,
    open() {
      if (socket.readyState !== 0) return;
      socket.readyState = 1;
      socket.dispatchEvent(new Event("open"));
    },
    close() {
      socket.readyState = 3;
    },
  }) as unknown as FakeSocket & { readyState: number };
  list.push(socket);
  return socket;
}

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
