/** The policy document changes under a running phone: what it says holds at once, and nothing that is up is touched. */
import { describe, expect, it } from "vitest";
import { ServerId } from "../../shared/model/ids.ts";
import type { PhoneConfig, ServerConfig } from "../../shared/model/phone-config.ts";
import { talkThroughMain } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, serverOf, toConfig, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const spare = ServerId.parse("spare");
const spareUrl = "wss://spare.test/ws";

function configOf(desk: SimulatedDesk): PhoneConfig {
  const { config } = desk.state();
  if (config === null) throw new Error("no document is in force");
  return config;
}

function change(desk: SimulatedDesk, alter: (servers: readonly ServerConfig[]) => readonly ServerConfig[]): void {
  const config = configOf(desk);
  desk.input({ type: "configured", config: { ...config, servers: [...alter(config.servers)] } });
}

const alterOne =
  (id: ServerId, with_: Partial<ServerConfig>) =>
  (servers: readonly ServerConfig[]): readonly ServerConfig[] =>
    servers.map((server) => (server.id === id ? { ...server, ...with_ } : server));
const without = (id: ServerId) => (servers: readonly ServerConfig[]) =>
  servers.filter((server) => server.id !== id).map((server) => ({ ...server, role: "primary" as const }));

const password = (text: string) => ({ kind: "password", password: text }) as const;

/** Every way in which the server of a call can leave under it. */
const leavings: readonly [string, (desk: SimulatedDesk) => void][] = [
  ["removed", (desk) => change(desk, without(main))],
  ["moved to another URL", (desk) => change(desk, alterOne(main, { url: spareUrl }))],
  [
    "moved to a URL where nobody is",
    (desk) => {
      change(desk, alterOne(main, { url: spareUrl }));
      desk.sip.crash(spare);
    },
  ],
  ["given another password", (desk) => change(desk, alterOne(main, { secret: password("new") }))],
  ["given another user", (desk) => change(desk, (servers) => servers.map((server) => ({ ...server, user: "1002" })))],
  ["signed out with the whole document", (desk) => desk.input({ type: "configured", config: null })],
];

const callOn = (desk: SimulatedDesk) => [...serverOf(desk, main).calls.values()].at(-1)?.state;
const hasSocketOpened = (desk: SimulatedDesk) => desk.effects("socket.open").length;

describe("a call whose server is", () => {
  it.each(leavings)(
    "%s goes on for as long as anybody talks, is held and resumed, and ends on both sides",
    (_how, leave) => {
      const desk = readyDesk();
      const id = talkThroughMain(desk);
      leave(desk);
      desk.advance(200_000);
      expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok", serverId: "main", end: null });
      expect(desk.command({ type: "call.hold", callId: id })).toEqual({ ok: true });
      desk.advance(50);
      expect(desk.call(id).held).toBe(true);
      expect(desk.command({ type: "call.resume", callId: id })).toEqual({ ok: true });
      expect(desk.command({ type: "call.sendDtmf", callId: id, digits: "1" })).toEqual({ ok: true });
      desk.command({ type: "call.hangUp", callId: id });
      desk.advance(3_000);
      expect(callOn(desk)).toBe("over");
      expect(desk.call(id).end).toEqual({ by: "local", reason: "hungUp", code: null });
    },
  );

  it.each(leavings)("%s hears the other side hang up", (_how, leave) => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    leave(desk);
    desk.advance(5_000);
    const [{ inviteId } = { inviteId: null }] = desk.state().calls;
    if (inviteId === null) throw new Error("no dialog");
    desk.sip.byeFromServer(inviteId);
    desk.advance(50);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "remote", reason: "hungUp" } });
  });

  it.each(leavings)("%s keeps ringing here, and is answered at once over the socket it came by", (how, leave) => {
    const desk = readyDesk();
    const inviteId = desk.ring(main, "0311111111");
    if (inviteId === null) throw new Error("nobody to ring");
    desk.advance(100);
    leave(desk);
    desk.advance(8_000);
    const [call] = desk.calls();
    if (call === undefined) throw new Error("the card is gone");
    expect(call.state).toBe("ringing");
    if (how.startsWith("signed out")) return;
    desk.command({ type: "call.answer", callId: call.id });
    desk.advance(100);
    expect(desk.call(call.id)).toMatchObject({ state: "active", signalling: "ok" });
    expect(serverOf(desk, main).legs.get(inviteId)).toBe("up");
    expect(desk.effects("leg.reject")).toEqual([]);
  });

  it.each(leavings)("%s rings on and is answered there, where it is ours that rings", (_how, leave) => {
    const desk = readyDesk();
    const id = desk.dial("603");
    desk.advance(500);
    expect(desk.call(id).state).toBe("ringing");
    leave(desk);
    desk.advance(10_000);
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok", attempts: [{ outcome: "answered" }] });
  });

  it.each(leavings)("%s in the middle of the dial is dialled through to its end", (_how, leave) => {
    const desk = readyDesk();
    const id = desk.dial("600");
    leave(desk);
    desk.advance(40_000);
    expect(desk.call(id)).toMatchObject({ state: "active", attempts: [{ serverId: "main", outcome: "answered" }] });
  });
});

describe("a server that left with a call on it", () => {
  it("is signed out at once, rings nobody, and closes its socket behind the call", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    change(desk, without(main));
    desk.advance(100);
    expect(desk.phone().servers.map((server) => server.id)).toEqual(["backup"]);
    expect(serverOf(desk, main).hasBinding()).toBe(false);
    expect(desk.ring(main, "0311111111")).toBeNull();
    desk.command({ type: "call.hangUp", callId: id });
    desk.advance(3_000);
    expect(callOn(desk)).toBe("over");
  });

  it("may come back under its name while the call is up: the next call takes the new line, the old call the old one", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    change(desk, without(main));
    desk.advance(1_000);
    desk.input({ type: "configured", config: toConfig() });
    desk.advance(2_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "main", why: "primaryReady" });
    const next = talkThroughMain(desk);
    expect([desk.call(id).held, desk.call(next).held]).toEqual([true, false]);
    desk.sip.crash(main);
    desk.advance(100);
    expect(desk.call(next).signalling).toBe("lost");
  });

  it("that is lost with the voice as well ends as lost, not as hung up by anybody, and may be called back", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    change(desk, without(main));
    desk.advance(1_000);
    desk.sip.crash(main);
    desk.advance(60_000);
    expect(desk.call(id)).toMatchObject({ state: "ended", end: { by: "server", reason: "serverLost" } });
    const rescue = desk.command({ type: "call.rescue", callId: id });
    desk.advance(500);
    expect(rescue.ok && rescue.callId !== undefined && desk.call(rescue.callId)).toMatchObject({
      state: "active",
      serverId: "backup",
    });
  });
});

describe("a document that changes", () => {
  it("another name or role, another number of failover: no socket, no REGISTER, and the words are new", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    const opened = hasSocketOpened(desk);
    const registers = desk.effects("register.send").length;
    change(desk, alterOne(main, { name: "Tokyo" }));
    const config = configOf(desk);
    desk.input({ type: "configured", config: { ...config, failover: { ...config.failover, probeActiveMs: 500 } } });
    const probes = desk.effects("probe.send").length;
    desk.advance(5_000);
    expect(desk.server(main).name).toBe("Tokyo");
    expect([hasSocketOpened(desk), desk.effects("register.send").length]).toEqual([opened, registers]);
    expect(desk.effects("probe.send").length - probes).toBeGreaterThan(6);
    expect(desk.call(id).state).toBe("active");
  });

  it("another dial rule of one server is in force at once and touches no socket", () => {
    const desk = readyDesk();
    const opened = hasSocketOpened(desk);
    change(desk, alterOne(main, { dialing: { emergency: [], forbidden: ["^0900"] } }));
    const id = desk.dial("0900");
    desk.advance(1_000);
    expect(desk.call(id).attempts.map(({ serverId }) => serverId)).toEqual(["backup"]);
    expect(hasSocketOpened(desk)).toBe(opened);
  });

  it("swapped roles move the preference for new calls and leave every socket and call", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    const opened = hasSocketOpened(desk);
    change(desk, (servers) =>
      servers.map((server) => ({ ...server, role: server.role === "primary" ? "backup" : "primary" })),
    );
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "primaryReady" });
    desk.advance(60_000);
    expect(desk.call(id)).toMatchObject({ state: "active", serverId: "main", signalling: "ok" });
    expect(hasSocketOpened(desk)).toBe(opened);
  });

  it("a third server registers beside the others and takes calls when both are gone", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    const [, second] = configOf(desk).servers;
    if (second === undefined) throw new Error("two servers");
    change(desk, (servers) => [...servers, { ...second, id: spare, name: "Spare", url: spareUrl }]);
    desk.advance(1_500);
    expect(desk.phone()).toMatchObject({ reachability: "all", servers: [{}, {}, { id: "spare", state: "ready" }] });
    expect(desk.call(id)).toMatchObject({ state: "active", signalling: "ok" });
    desk.sip.crash(main);
    desk.sip.crash(backup);
    desk.advance(100);
    expect(desk.phone().nextCall.serverId).toBe("spare");
  });

  it("an idle server that is removed is signed out and gone", () => {
    const desk = readyDesk();
    change(desk, without(backup));
    desk.advance(3_000);
    expect(desk.phone()).toMatchObject({ reachability: "all", servers: [{ id: "main" }] });
    expect(serverOf(desk, backup).hasBinding()).toBe(false);
  });

  it("a preferred server that is removed is preferred no longer", () => {
    const desk = readyDesk();
    desk.command({ type: "server.prefer", serverId: backup });
    change(desk, without(backup));
    expect(desk.phone()).toMatchObject({ preferredServerId: null, nextCall: { serverId: "main" } });
  });

  it("the right password for a refused account is tried at once, and the refusal is forgotten", () => {
    const desk = readyDesk(1);
    serverOf(desk, backup).policy.registerCode = 401;
    change(desk, alterOne(backup, { secret: password("wrong") }));
    desk.advance(1_000);
    expect(desk.server(backup)).toMatchObject({ state: "refused", reason: { kind: "wrongCredentials" } });
    serverOf(desk, backup).policy.registerCode = null;
    change(desk, alterOne(backup, { secret: password("right") }));
    desk.advance(1_000);
    expect(desk.server(backup)).toMatchObject({ state: "ready", reason: null });
  });

  it("a dial that is looking for a server looks no further on one that was removed", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    const id = desk.dial("600");
    desk.advance(100);
    change(desk, without(backup));
    desk.advance(40_000);
    expect(desk.call(id).attempts.map(({ serverId }) => serverId)).toEqual(["main"]);
    expect(desk.call(id).state).toBe("ended");
  });
});

describe("a change of network", () => {
  it("is no reason to leave a socket that answers for a call that lives on an older one", () => {
    const desk = readyDesk();
    talkThroughMain(desk);
    change(desk, alterOne(main, { secret: password("new") }));
    desk.advance(5_000);
    expect(desk.server(main).state).toBe("ready");
    const opened = hasSocketOpened(desk);
    desk.input({ type: "network.changed" });
    desk.advance(200);
    expect(desk.server(main).state).toBe("ready");
    expect(hasSocketOpened(desk)).toBe(opened);
  });
});

describe("whoever signs out", () => {
  it("leaves no call to be seen, may be disturbed again, and is signed off on every server", () => {
    const desk = readyDesk();
    const id = talkThroughMain(desk);
    desk.command({ type: "presence.setDnd", on: true });
    desk.command({ type: "call.hangUp", callId: id });
    expect(desk.phone().calls.map(({ state }) => state)).toEqual(["ended"]);
    desk.input({ type: "configured", config: null });
    desk.advance(2_000);
    expect(desk.phone()).toMatchObject({ calls: [], dnd: false, servers: [], account: null });
  });
});
