/** Plays one scenario with a whole fleet of real cores in one virtual time, and hands back all that was counted. */
import { ServerId } from "../../shared/model/ids.ts";
import { toSeatConfig } from "../headless/seat-config.ts";
import { createSeatDice } from "../headless/seat-dice.ts";
import type { HerdScenario } from "./herd-scenario.ts";
import { createHerdSeat, type HerdSeat } from "./herd-seat.ts";
import { createHerdServer, type Answer, type Arrival } from "./herd-server.ts";
import { createTimeline } from "./timeline.ts";

export type HerdOptions = {
  readonly scenario: HerdScenario;
  readonly seats: number;
  readonly seed: number;
  /** Processors each server has. */
  readonly cores: number;
  /** Silence after which the chosen server is probed, ms; the policy says 5,000 for more than 1,000 seats. */
  readonly probeActiveMs: number;
};

export type ServerRecord = { readonly arrivals: readonly Arrival[]; readonly answers: readonly Answer[] };

/** All instants are ms after the fault. */
export type HerdRun = HerdOptions & {
  readonly main: ServerRecord;
  readonly backup: ServerRecord;
  /** When the fault was over. */
  readonly atMend: number;
  /** When each seat was ready on every server that had been struck, ms after the fault was over; null: not while watched. */
  readonly returnedMs: readonly (number | null)[];
  /** Calls that were up when it happened, and how many of them talked again through another server. */
  readonly talking: number;
  readonly rescued: number;
};

/** The shift begins over so long, and then so long passes that no two seats remember it. */
const arrivingMs = 10_000;
const settledMs = 20_000;
/** From the end of RTP to its notice: the flow watch reads every 500 ms and gives up after 1,500. */
const silenceNoticedMs = [1_500, 2_000] as const;
/** From "call back" on the screen to the key. */
const pressedAfterMs = [800, 5_000] as const;

const main = ServerId.parse("main");
const backup = ServerId.parse("backup");

export function playHerd(options: HerdOptions): HerdRun {
  const { scenario, seed } = options;
  const timeline = createTimeline();
  const chance = createSeatDice(seed, -1);
  const servers = new Map([main, backup].map((id) => [id, createHerdServer(timeline, options.cores)]));
  const serverOf = (id: string) => {
    const server = servers.get(ServerId.parse(id));
    if (server === undefined) throw new Error(`No server ${id}`);
    return server;
  };
  const isStart = scenario.fault === "start";
  const struck = (isStart ? ["main", "backup"] : scenario.servers).map((id) => ServerId.parse(id));
  let atFault = Number.POSITIVE_INFINITY;
  let atMend = Number.POSITIVE_INFINITY;
  let rescued = 0;
  const returnedAt: (number | null)[] = Array.from({ length: options.seats }, () => null);

  const config = toConfig(options);
  const seats: HerdSeat[] = Array.from({ length: options.seats }, (_, index) =>
    createHerdSeat(timeline, servers, createSeatDice(seed, index), (before, after) => {
      if (timeline.now() < atFault) return;
      if (before.registrations !== after.registrations) noteReturn(index);
      for (const call of after.calls) {
        const old = before.calls.find(({ id }) => id === call.id);
        if (call.state === "stranded" && old?.state === "active" && scenario.rescue === "ask")
          timeline.after(chance.uniform(...pressedAfterMs), () => seats[index]?.rescue());
        if (call.rescueOf !== null && call.state === "active" && old?.state !== "active") rescued += 1;
      }
    }),
  );

  function startTalking(): void {
    for (const seat of seats) {
      if (chance.uniform(0, 1) < scenario.talkingShare)
        timeline.after(chance.uniform(0, arrivingMs), () => seat.dial("600"));
    }
    timeline.advance(arrivingMs + 5_000);
  }

  function noteReturn(index: number): void {
    if (timeline.now() < atMend) return;
    const isBack = struck.every((id) => seats[index]?.isReadyOn(id) === true);
    if (!isBack) returnedAt[index] = null;
    else returnedAt[index] ??= timeline.now();
  }

  if (!isStart) {
    for (const seat of seats) timeline.after(chance.uniform(0, arrivingMs), () => seat.start(config));
    timeline.advance(arrivingMs + settledMs);
    if (scenario.talkingShare > 0) startTalking();
  }
  const talking = seats.filter((seat) => seat.state().calls.some(({ state }) => state === "active")).length;

  atFault = timeline.now();
  if (isStart)
    for (const seat of seats) timeline.after(chance.uniform(0, 1_000 * scenario.lastsS), () => seat.start(config));
  for (const id of scenario.servers) {
    const server = serverOf(id);
    if (scenario.fault === "dropSockets") server.dropSockets();
    else
      server.strike(({ kill: "killed", freeze: "frozen", cutOff: "cutOff", start: "killed" } as const)[scenario.fault]);
    if (scenario.fault === "dropSockets") continue;
    for (const seat of seats)
      timeline.after(chance.uniform(...silenceNoticedMs), () => seat.loseMedia(ServerId.parse(id)));
  }
  timeline.advance(scenario.lastsS * 1_000);
  atMend = timeline.now();
  for (const id of scenario.servers) serverOf(id).mend();
  for (const index of seats.keys()) noteReturn(index);
  timeline.advance(scenario.watchedS * 1_000);

  const toRecord = (id: string): ServerRecord => {
    const server = serverOf(id);
    const shift = <Value extends { readonly at: number }>(one: Value): Value => ({ ...one, at: one.at - atFault });
    return { arrivals: server.arrivals.map(shift), answers: server.answers.map(shift) };
  };
  return {
    ...options,
    main: toRecord("main"),
    backup: toRecord("backup"),
    atMend: atMend - atFault,
    returnedMs: returnedAt.map((at) => (at === null ? null : at - atMend)),
    talking,
    rescued,
  };
}

function toConfig({ scenario, probeActiveMs }: HerdOptions) {
  const server = (id: string, role: string) => ({
    id,
    name: id,
    role,
    url: `wss://${id}.test/ws`,
    domain: `${id}.test`,
  });
  return toSeatConfig({
    version: 1,
    account: { user: "1001", displayName: "Anna", password: "secret" },
    servers: [server("main", "primary"), server("backup", "backup")],
    failover: { probeActiveMs, rescue: scenario.rescue },
  });
}
