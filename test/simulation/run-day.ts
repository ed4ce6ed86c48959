/** Plays one schedule on a fresh desk, heals everything, and checks what must be true at the end of the day. */
import { applyEvent, createEmptySnapshot } from "../../shared/contract/apply-event.ts";
import type { PhoneEvent } from "../../shared/contract/event.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { isUp } from "../../renderer/engine/core/calls/call-record.ts";
import { checkIncidents } from "./check-incidents.ts";
import { checkLamps } from "./check-lamps.ts";
import { watchNoticing } from "./check-noticing.ts";
import { createInvariants } from "./invariants.ts";
import { happen, type Rings, type Step } from "./schedule.ts";
import { createSimulatedDesk, toConfig, type SimulatedDesk } from "./simulated-desk.ts";

/** Longer than a fault lasts, than an abandoned INVITE lingers, and than a callee is rung. */
const healingMs = 95_000;
/** The longest backoff, with what a refused answer adds. */
const returningMs = 140_000;

/** What half of the days watch besides. */
const watching = {
  colleagues: ["1002", "1003", "1004"].map((extension) => ({ extension, name: `Operator ${extension}` })),
  voicemail: { number: "*97" },
};

export function runDay(seed: number, steps: readonly Step[]): SimulatedDesk {
  const rescue = (["ask", "auto", "off"] as const)[seed % 3] ?? "ask";
  const callWaiting = seed % 5 === 0 ? "off" : "on";
  const failover = { failbackAfterMs: 5_000, rescue, callWaiting, subscribeExpiresS: 60 } as const;
  const desk = createSimulatedDesk(seed, toConfig(failover, seed % 2 === 0 ? watching : {}), createInvariants());
  watchNoticing(desk);
  const rings: Rings = [];
  desk.advance(1_000);
  for (const { waitMs, happening } of steps) {
    desk.advance(waitMs);
    happen(desk, rings, happening);
  }
  desk.advance(healingMs);
  checkEnds(desk.events);
  checkFold(desk);
  checkCallees(desk);
  checkIncidents(desk);
  checkLamps(desk);
  return desk;
}

/** A refused server is knocked at no sooner than this after the last time, when somebody names it. */
const knockingMs = 31_000;

/**
 * The servers are back for ever: the phone finds them without being told. Only one that refused the account needs a person.
 */
export function checkReturn(desk: SimulatedDesk): void {
  desk.advance(returningMs);
  const refused = desk.phone().servers.filter(({ state }) => state === "refused");
  for (const { id } of refused) desk.command({ type: "server.probe", serverId: id });
  if (refused.length > 0) desk.advance(knockingMs);
  const states = desk.phone().servers.map((server) => server.state);
  if (states.some((state) => state !== "ready")) throw new Error(`not back: ${states.join(", ")}`);
  checkIncidents(desk);
  checkLamps(desk);
}

export function checkEnds(events: readonly PhoneEvent[]): void {
  const ended = new Set<string>();
  for (const event of events) {
    if (!("call" in event)) continue;
    if (ended.has(event.call.id)) throw new Error(`${event.type} after the end of call ${event.call.id}`);
    if (event.type === "call.ended") ended.add(event.call.id);
  }
}

/** Whoever folds the Events alone knows what the phone knows. */
function checkFold(desk: SimulatedDesk): void {
  const folded = desk.events.reduce(
    (snapshot, event, index) => applyEvent(snapshot, { ...event, seq: index + 1 }),
    createEmptySnapshot(0),
  );
  const told = Object.fromEntries(Object.keys(desk.phone()).map((key) => [key, Reflect.get(folded, key)]));
  if (isSameValue(told, desk.phone())) return;
  throw new Error("the Events fold to another Snapshot than the phone's own");
}

/** Nobody is left talking to nobody, nobody rings for a call that was given up, and no dial is answered twice. */
function checkCallees(desk: SimulatedDesk): void {
  const up = new Map<string, number>();
  const talking = new Set(
    desk
      .state()
      .calls.filter(isUp)
      .map((call) => call.attemptId),
  );
  for (const [id, { calls }] of desk.sip.servers) {
    for (const call of calls.values()) {
      if (call.state === "ringing") throw new Error("a callee rings for ever");
      if (call.state !== "up") continue;
      up.set(call.attemptId, (up.get(call.attemptId) ?? 0) + 1);
      if (!talking.has(call.attemptId)) throw new Error(`a callee of ${id} is connected to nobody`);
    }
  }
  for (const [attemptId, count] of up)
    if (count > 1) throw new Error(`${count} answered calls for the dial ${attemptId}`);
}

/** The end of the shift: the phone says farewell once, and no server believes that anybody sits here. */
export function checkFarewell(desk: SimulatedDesk): void {
  desk.input({ type: "stopping" });
  desk.advance(2_000);
  const farewells = desk.effects("stopped").length;
  if (farewells !== 1) throw new Error(`stopped ${farewells} times`);
  const bound = [...desk.sip.servers.values()].filter((server) => server.hasBinding());
  if (bound.length > 0) throw new Error(`still bound: ${bound.map((server) => server.id).join(", ")}`);
}
