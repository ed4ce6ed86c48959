/** What must be true of a seat and its servers once every fault is mended: both are back, and nothing is left over. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Census } from "../../../renderer/engine/adapters/sipjs/server-endpoint.ts";
import { isSameValue } from "../../../shared/lib/same-value.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { HeadlessSeat } from "../../headless/headless-seat.ts";
import { toBackWithinMs } from "../hasty-failover.ts";
import type { ChaosServer } from "./chaos-server.ts";
import { heardAnswers } from "./check-wire.ts";
import type { Rings } from "./place-rings.ts";

/** Longer than a callee rings (30 s) and an abandoned INVITE keeps its socket (32 s). */
const quietMs = 45_000;
const settlingMs = 10_000;
/** A probe that was lost before the mending is noticed after it. */
const steadyMs = 2_000;
const mostTries = 3;
const pollMs = 50;

export const isAllReady = ({ reachability }: Snapshot): boolean => reachability === "all";

/** Both ready by the phone's word, and bound by the servers' (a binding that was lost silently comes with the refresh). */
export async function heal(seat: HeadlessSeat, servers: readonly ChaosServer[], isHurried: boolean): Promise<void> {
  let atAsked = performance.now();
  let atBack = Infinity;
  const isBack = (): boolean => {
    const isNow = isAllReady(seat.snapshot()) && servers.every((server) => server.isSound());
    atBack = isNow ? Math.min(atBack, performance.now()) : Infinity;
    return performance.now() - atBack >= steadyMs;
  };
  const limitMs = toBackWithinMs(isHurried);
  await until(
    isBack,
    limitMs,
    () => `not back within ${limitMs} ms: ${describe(seat, servers)}`,
    async () => {
      if (performance.now() - atAsked < 1_000) return;
      atAsked = performance.now();
      const refused = seat.snapshot().servers.filter(({ state }) => state === "refused");
      // A refused account needs somebody who asks for that server by name.
      for (const { id } of refused) await seat.command({ type: "server.probe", serverId: id });
      if (isHurried) await seat.command({ type: "server.probe" });
    },
  );
}

/** Nobody is connected to nobody, nobody rings for a dial that went elsewhere, and no dial stays answered twice. */
export async function checkCalls(seat: HeadlessSeat, servers: readonly ChaosServer[]): Promise<void> {
  const wrong = (): string[] => {
    const live = new Map(
      seat
        .snapshot()
        .calls.filter(({ state }) => state !== "ended")
        .map((call) => [call.attemptId, call]),
    );
    return servers.flatMap((server) => {
      const heard = heardAnswers(server);
      return server.calls().flatMap(({ attemptId, state, to }) => {
        if (attemptId === null || state === "ended" || state === "arrived") return [];
        if (live.get(attemptId)?.serverId === server.name) return [];
        // The embedded PBX never ends by itself a call whose answer was lost; Asterisk does after 32 s without an ACK.
        if (state === "answered" && !heard.has(attemptId)) return [];
        return [`${to} is ${state} on ${server.name} and the phone has no such call there`];
      });
    });
  };
  await until(
    () => wrong().length === 0,
    settlingMs,
    () => wrong().join("; "),
  );
}

export async function hangUpEverything(
  seat: HeadlessSeat,
  servers: readonly ChaosServer[],
  rings: Rings,
): Promise<void> {
  const live = (): readonly Snapshot["calls"][number][] =>
    seat.snapshot().calls.filter(({ state }) => state !== "ended");
  const asked = new Set<string>();
  await until(
    () => live().length === 0,
    settlingMs,
    () => `a call does not end: ${JSON.stringify(live())}`,
    async () => {
      for (const { id, direction, state } of live()) {
        if (asked.has(id)) continue;
        asked.add(id);
        const isRinging = direction === "incoming" && state === "ringing";
        await seat.command({ type: isRinging ? "call.reject" : "call.hangUp", callId: id });
      }
    },
  );
  const left = (): readonly string[] =>
    rings
      .open()
      .flatMap(({ leg, server, states }) =>
        leg.state() === "placed" ? [] : [`${server.name} ${states.join(", then ")}`],
      );
  await until(
    () => left().length === 0,
    settlingMs,
    () => `a caller talks to nobody, or rings on: ${left().join("; ")}`,
  );
  rings.hangUpAll();
  await checkCalls(seat, servers);
}

/**
 * After all of it a call goes out and is answered, and one comes in through each server. A process that had no time for a
 * probe may take a server for dead even then; what fails while both are shown as ready is broken.
 */
export async function checkService(seat: HeadlessSeat, servers: readonly ChaosServer[], rings: Rings): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const atBegin = seat.events.length;
    try {
      await useService(seat, servers, rings);
      return;
    } catch (error) {
      const hasFlinched = seat.events.slice(atBegin).some(({ type }) => type === "server.stateChanged");
      if (!hasFlinched || tries === mostTries) throw error;
      await heal(seat, servers, true);
    }
  }
}

async function useService(seat: HeadlessSeat, servers: readonly ChaosServer[], rings: Rings): Promise<void> {
  const reply = await seat.command({ type: "call.dial", target: "600" });
  if (!reply.ok) throw new Error(`a dial was refused when all was well: ${JSON.stringify(reply)}`);
  await seat.until("a dial is answered when all is well", ({ calls }) =>
    calls.some(({ id, state }) => id === reply.callId && state === "active"),
  );
  for (const { name } of servers) {
    const before = new Set(seat.snapshot().calls.map(({ id }) => id));
    rings.place([name]);
    await seat.until(`a call through ${name} rings when all is well`, ({ calls }) =>
      calls.some(({ id, state }) => !before.has(id) && state === "ringing"),
    );
  }
  await hangUpEverything(seat, servers, rings);
}

/** Invariant 27: transactions, sessions, dialogs and sockets are as many as before. */
export async function untilStill(seat: HeadlessSeat, baseline: readonly (Census | null)[] | null): Promise<void> {
  const isStill = (): boolean => {
    const now = censusOf(seat);
    if (baseline !== null) return isSameValue(now, baseline);
    return now.every((census) => census?.clients === 0 && census.servers === 0);
  };
  await until(isStill, quietMs, () => `left alive: ${JSON.stringify(censusOf(seat))}, not ${JSON.stringify(baseline)}`);
}

export function censusOf(seat: HeadlessSeat): readonly (Census | null)[] {
  return ["main", "backup"].map((name) => seat.census(ServerId.parse(name)));
}

export async function checkFarewell(seat: HeadlessSeat, servers: readonly ChaosServer[]): Promise<void> {
  const bound = (): string[] => servers.flatMap(({ name, pbx }) => (pbx.registrations().length > 0 ? [name] : []));
  await until(
    () => bound().length === 0 && seat.sockets().length === 0,
    settlingMs,
    () => `after the farewell: bound on ${bound().join() || "none"}, ${seat.sockets().length} sockets`,
  );
}

function describe(seat: HeadlessSeat, servers: readonly ChaosServer[]): string {
  const shown = seat.snapshot().servers.map(({ id, state }) => `${id} ${state}`);
  const real = servers.map((server) => `${server.name} is ${server.isSound() ? "bound" : "not bound"}`);
  return [...shown, ...real].join(", ");
}

async function until(
  holds: () => boolean,
  limitMs: number,
  complaint: () => string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; await sleep(pollMs)) {
    if (holds()) return;
    await meanwhile();
  }
  throw new Error(complaint());
}
