/** Ring 2: one plan on a real engine with real SIP.js and real sockets between two embedded PBXs, and what it broke. */
import { setTimeout as sleep } from "node:timers/promises";
import { toErrorText } from "../../../shared/lib/error-text.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import { createHeadlessSeat } from "../../headless/headless-seat.ts";
import { toSeatConfig } from "../../headless/seat-config.ts";
import { createSeatDice } from "../../headless/seat-dice.ts";
import { checkEnds } from "../../simulation/run-day.ts";
import { happen, type ChaosPlan, type ChaosWorld } from "../chaos-plan.ts";
import { hastyFailover, toBlindMs } from "../hasty-failover.ts";
import type { Played } from "../run-ring.ts";
import { startChaosServer, type ChaosServer } from "./chaos-server.ts";
import {
  censusOf,
  checkCalls,
  checkFarewell,
  checkService,
  hangUpEverything,
  heal,
  isAllReady,
  untilStill,
} from "./check-seat.ts";
import { findSecondAttempts, findSecrets } from "./check-wire.ts";
import { createRings } from "./place-rings.ts";
import { createSleepingClock } from "./sleeping-clock.ts";
import { tellStory } from "./tell-story.ts";
import { watchSeat } from "../watch-seat.ts";

const account = { user: "1001", password: "pass-of-1001-in-chaos" };
/** With room for a process full of seats. */
const blindMs = toBlindMs(1_000);

export type PlayOptions = {
  /** Looks for leaks at the end, which takes the 32 s for which SIP transactions live on (RFC 3261 §17.1.1.2). */
  readonly looksForLeaks: boolean;
};

/** Never throws for what the phone did wrong. */
export async function playOnSeat(plan: ChaosPlan, seed: number, options: PlayOptions): Promise<Played> {
  const servers = await Promise.all([startChaosServer("main", account), startChaosServer("backup", account)]);
  const bedside = createSleepingClock();
  const seat = createHeadlessSeat({
    dice: createSeatDice(seed, 1),
    clock: bedside.clock,
    isVerbose: true,
    watchSocket(socket, url) {
      servers.find(({ pbx }) => pbx.url === url)?.line.attach(socket);
    },
  });
  const watch = watchSeat(seat.snapshot, servers, blindMs);
  const rings = createRings(seat, servers, watch, account.user);
  const broken: string[] = [];
  let answers: ReadonlyMap<string, number> = new Map();
  let napping: NodeJS.Timeout | null = null;

  function wake(): void {
    if (napping === null) return;
    clearTimeout(napping);
    napping = null;
    for (const server of servers) server.setAsleep(false);
    watch.setAsleep(false);
    bedside.wake();
    seat.order({ type: "resume" });
  }

  const world: ChaosWorld = {
    strike: (fault) => servers.find(({ name }) => name === fault.server)?.strike(fault),
    sleep(forMs) {
      if (napping !== null) return;
      seat.order({ type: "suspend" });
      bedside.sleep();
      watch.setAsleep(true);
      for (const server of servers) server.setAsleep(true);
      napping = setTimeout(wake, forMs);
    },
    ring: (on) => rings.place(on),
    cancelRing: rings.cancel,
    command(command) {
      if (napping !== null) return;
      seat.command(command).catch((error: unknown) => broken.push(String(error)));
    },
    snapshot: seat.snapshot,
  };

  try {
    seat.start(configOf(servers));
    await seat.until("both ready at first", isAllReady, 30_000);
    await untilStill(seat, null);
    const baseline = censusOf(seat);
    for (const { waitMs, happening } of plan.steps) {
      await sleep(waitMs);
      happen(world, happening);
    }
    wake();
    await Promise.all(servers.map((server) => server.mend()));
    await heal(seat, servers, plan.isHurried);
    await checkCalls(seat, servers);
    await hangUpEverything(seat, servers, rings);
    await checkService(seat, servers, rings);
    if (options.looksForLeaks) await untilStill(seat, baseline);
    checkEnds(seat.events);
    await seat.stop();
    await checkFarewell(seat, servers);
  } catch (error) {
    broken.push(toErrorText(error));
  } finally {
    if (napping !== null) clearTimeout(napping);
    watch.stop();
    rings.stop();
    seat.dispose();
    answers = countAnswers(servers);
    await Promise.all(servers.map((server) => server.stop()));
  }
  broken.push(...watch.broken(), ...rings.broken(), ...findSecondAttempts(servers));
  broken.push(...findSecrets(seat, servers, account.password));
  const errors = seat.lines.filter(({ level }) => level === "error").map(({ text }) => `an error in the log: ${text}`);
  broken.push(...errors);
  return {
    broken,
    story: broken.length === 0 ? [] : tellStory(seat, servers),
    dials: answers.size,
    rings: rings.count(),
    crossings: [...answers.values()].filter((count) => count > 1).length,
  };
}

function configOf(servers: readonly ChaosServer[]): PhoneConfig {
  return toSeatConfig({
    version: 1,
    account: { user: account.user, displayName: "Chaos", password: account.password },
    servers: servers.map(({ name, pbx }) => ({
      id: name,
      name,
      url: pbx.url,
      domain: pbx.domain,
      role: name === "main" ? "primary" : "backup",
    })),
    failover: hastyFailover,
    // Servers that know neither: what is asked of them and refused is no part of any trouble.
    colleagues: [{ extension: "2", name: "Somebody else" }],
    voicemail: {},
  });
}

function countAnswers(servers: readonly ChaosServer[]): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  for (const { attemptId, wasAnswered } of servers.flatMap((server) => server.calls())) {
    if (attemptId !== null) answers.set(attemptId, (answers.get(attemptId) ?? 0) + Number(wasAnswered));
  }
  return answers;
}
