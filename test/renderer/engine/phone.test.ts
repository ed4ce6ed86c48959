/** The loop around the core: orders in, effects to the right port, Events out, one alarm, and nothing that throws. */
import { describe, expect, it } from "vitest";
import type { SipEffect, SipEvent } from "../../../renderer/engine/core/sip-vocabulary.ts";
import { createPhone } from "../../../renderer/engine/phone.ts";
import type { SipPort } from "../../../renderer/engine/ports/sip.ts";
import type { LogLine } from "../../../shared/contract/wire.ts";
import { createEmitter } from "../../../shared/lib/emitter.ts";
import { InviteId } from "../../../shared/model/ids.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";
import { createFakeHost } from "../../fakes/fake-host.ts";
import { createFakeSound } from "../../fakes/fake-sound.ts";
import { createFixedDice } from "../../fakes/fixed-dice.ts";
import { main, toConfig } from "../../simulation/simulated-desk.ts";

function aPhone(breakOn: SipEffect["type"] | null = null) {
  const clock = createFakeClock();
  const host = createFakeHost();
  const sound = createFakeSound();
  const lines: LogLine[] = [];
  const performed: SipEffect[] = [];
  const network = createEmitter<void>(() => undefined);
  const events = createEmitter<SipEvent>((error) => {
    throw error;
  });
  const sip: SipPort = {
    configure: () => undefined,
    perform(effect) {
      if (effect.type === breakOn) throw new Error("the port broke");
      performed.push(effect);
    },
    listen: events.listen,
    dispose: () => undefined,
  };
  const phone = createPhone({
    sip,
    sound,
    host,
    clock,
    dice: createFixedDice(),
    log: { write: (line) => void lines.push(line) },
    network: { listen: (onChange) => network.listen(onChange) },
  });
  phone.start();
  return { phone, clock, host, sound, lines, performed, network, emit: events.emit };
}

function registered(): ReturnType<typeof aPhone> {
  const desk = aPhone();
  desk.host.order({ type: "configure", config: toConfig() });
  desk.clock.advance(400);
  for (const effect of [...desk.performed]) {
    if (effect.type === "socket.open") desk.emit({ ...effect, type: "socket.opened" });
  }
  for (const effect of [...desk.performed]) {
    if (effect.type !== "register.send") continue;
    const { serverId, connection } = effect;
    desk.emit({
      type: "register.answered",
      serverId,
      connection,
      code: 200,
      expiresS: 120,
      retryAfterS: null,
      minExpiresS: null,
    });
  }
  return desk;
}

describe("the phone", () => {
  it("says that it is ready, then its whole state, before anything else", () => {
    const { host } = aPhone();
    expect(host.reports.map((report) => (report.type === "event" ? report.event.type : report.type))).toEqual([
      "ready",
      "phone.started",
    ]);
  });

  it("takes a configuration, registers on both and announces it on the wall clock", () => {
    const { host, clock } = registered();
    const last = host.reported("event").findLast(({ event }) => event.type === "reachability.changed");
    expect(last?.event).toEqual({ type: "reachability.changed", at: clock.wallNow(), reachability: "all" });
  });

  it("answers every command with its id, and every beat", () => {
    const { host } = registered();
    host.order({ type: "command", id: 7, asker: "ui", command: { type: "presence.setDnd", on: true } });
    host.order({ type: "beat", id: 8 });
    expect(host.reported("reply")).toEqual([{ type: "reply", id: 7, reply: { ok: true } }]);
    expect(host.reported("beat")).toEqual([{ type: "beat", id: 8 }]);
  });

  it("rings and opens the microphone for an incoming call, and probes by itself as time passes", () => {
    const { emit, sound, clock, performed } = registered();
    emit({
      type: "leg.offered",
      serverId: main,
      connection: 1,
      inviteId: InviteId.parse("leg-1"),
      remote: { number: "0312345678", name: null },
      strongKey: null,
    });
    expect([sound.sounding(), sound.isMicrophoneOpen()]).toEqual([["ring"], true]);
    clock.advance(6_100);
    expect(performed.some((effect) => effect.type === "probe.send")).toBe(true);
  });

  it("distrusts both registrations on resume", () => {
    const { host, phone } = registered();
    host.order({ type: "resume" });
    expect(phone.state().registrations.map((one) => one.phase.kind)).toEqual(["doubtful", "doubtful"]);
  });

  it("makes every server prove itself when the network changed", () => {
    const { network, performed } = registered();
    const before = performed.filter((effect) => effect.type === "probe.send").length;
    network.emit();
    expect(performed.filter((effect) => effect.type === "probe.send")).toHaveLength(before + 2);
  });

  it("logs a port that throws and lives on", () => {
    const { host, lines, phone, clock } = aPhone("socket.open");
    host.order({ type: "configure", config: toConfig() });
    clock.advance(400);
    expect(lines.some((line) => line.level === "error" && line.text.includes("socket.open failed"))).toBe(true);
    expect(phone.state().registrations).toHaveLength(2);
  });

  it("hangs up, unregisters and says that it has stopped", () => {
    const { host, performed, clock } = registered();
    host.order({ type: "stop" });
    const farewells = performed.filter((effect) => effect.type === "register.send" && effect.expiresS === 0);
    expect(farewells).toHaveLength(2);
    expect(host.reported("stopped")).toEqual([]);
    clock.advance(1_000);
    expect(host.reported("stopped")).toEqual([{ type: "stopped" }]);
  });
});
