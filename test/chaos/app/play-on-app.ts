/** Ring 3: one plan on the built app between two Asterisk servers, judged by Asterisk's own word and the app's Events. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkEnds } from "../../simulation/run-day.ts";
import { launchApp, type TandemApp } from "../../e2e/launch-app.ts";
import { accountPassword } from "../../testbed/accounts.ts";
import type { CallLogLine } from "../../testbed/calls-log.ts";
import { laySlowLine, type SlowLine } from "../../testbed/slow-line.ts";
import { startTestbed, type Testbed } from "../../testbed/start-testbed.ts";
import { happen, type ChaosPlan, type ChaosWorld, type ServerName } from "../chaos-plan.ts";
import { hastyFailover, toBackWithinMs, toBlindMs } from "../hasty-failover.ts";
import type { Played } from "../run-ring.ts";
import { watchSeat } from "../watch-seat.ts";
import { createProvider } from "./call-app.ts";
import { createNap } from "./nap.ts";
import { createStruckServer, lineFaults, type StruckServer } from "./strike-asterisk.ts";

const user = "1010";
/** What the app said until a plan broke a promise, every SIP message of it. */
const lastLogFile = join(import.meta.dirname, "../../../.cache/chaos-app.log");
/** With room for a loaded machine. */
const blindMs = toBlindMs(1_500);
/** Asterisk ends by itself what it gets no ACK for after 32 s (RFC 3261 §13.3.1.4). */
const quietMs = 40_000;
const settlingMs = 15_000;
/** A probe that was lost before the mending is noticed after it. */
const steadyMs = 1_500;
const pollMs = 100;
const askEveryMs = 500;

export type AppStage = {
  readonly play: (plan: ChaosPlan) => Promise<Played>;
  readonly close: () => Promise<void>;
};

/** Two servers and one app for plan after plan. */
export async function openAppStage(): Promise<AppStage> {
  const testbed = await startTestbed();
  try {
    const app = await launchApp({ policy: { ...testbed.policyDocument(user), failover: hastyFailover } });
    return {
      play: (plan) => playOnApp(plan, testbed, app),
      async close() {
        await app.close();
        await testbed.stop();
      },
    };
  } catch (error) {
    await testbed.stop();
    throw error;
  }
}

async function playOnApp(plan: ChaosPlan, testbed: Testbed, app: TandemApp): Promise<Played> {
  const lines = await layLines(plan, testbed);
  const servers = [testbed.main, testbed.backup].map((server) =>
    createStruckServer(server, user, lines.get(server.id) ?? null),
  );
  const broken: string[] = [];
  await heal(app, servers, true);
  const atBegin = app.feed.seen.length;
  const atBeginMs = Date.now();
  const watch = watchSeat(app.feed.snapshot, servers, blindMs);
  const nap = createNap(app, watch);
  const provider = createProvider(app, servers, watch, user);
  const world: ChaosWorld = {
    strike: (fault) => servers.find(({ name }) => name === fault.server)?.strike(fault),
    sleep: nap.begin,
    ring: provider.place,
    cancelRing: provider.cancel,
    command(command) {
      if (nap.isOn()) return;
      app.command(command).catch((error: unknown) => broken.push(String(error)));
    },
    snapshot: app.feed.snapshot,
  };
  try {
    for (const { waitMs, happening } of plan.steps) {
      await sleep(waitMs);
      happen(world, happening);
    }
    nap.end();
    await Promise.all(servers.map((server) => server.mend()));
    await heal(app, servers, plan.isHurried);
    await hangUpEverything(app, provider.hangUpAll);
    await untilIdle(servers);
    await useService(app, servers, provider);
  } catch (error) {
    broken.push(error instanceof Error ? error.message.slice(0, 2_000) : String(error));
  } finally {
    nap.end();
    watch.stop();
    provider.stop();
    await Promise.all(servers.map((server) => server.mend()));
    for (const line of lines.values()) line.remove();
  }
  const events = app.feed.seen.slice(atBegin).map(({ event }) => event);
  try {
    checkEnds(events.flatMap((event) => ("call" in event ? [event] : [])));
  } catch (error) {
    broken.push(String(error));
  }
  broken.push(...watch.broken(), ...provider.broken(), ...findSecondAttempts(events));
  if (app.log().includes(accountPassword)) broken.push("the password is in the log");
  if (broken.length > 0) keepLog(app.log());
  const answers = countAnswers(servers, atBeginMs);
  return {
    broken,
    story: broken.length === 0 ? [] : tellStory(events, atBeginMs),
    dials: new Set(events.flatMap((event) => (event.type === "call.dialed" ? [event.call.id] : []))).size,
    rings: provider.count(),
    crossings: [...answers.values()].filter((count) => count > 1).length,
  };
}

function keepLog(text: string): void {
  mkdirSync(dirname(lastLogFile), { recursive: true });
  writeFileSync(lastLogFile, text);
}

/** Only a server whose line will be slow has one: the others are spoken to as in an office. */
async function layLines(plan: ChaosPlan, testbed: Testbed): Promise<ReadonlyMap<ServerName, SlowLine>> {
  const struck = plan.steps.flatMap(({ happening }) =>
    "server" in happening && happening.kind !== "dial" && lineFaults.includes(happening.kind) ? [happening.server] : [],
  );
  const lines = new Map<ServerName, SlowLine>();
  for (const name of new Set(struck)) lines.set(name, await laySlowLine(testbed[name]));
  return lines;
}

/** Both ready by the app's word, steadily, and bound by the servers' own. */
async function heal(app: TandemApp, servers: readonly StruckServer[], isHurried: boolean): Promise<void> {
  const isReady = (): boolean => app.feed.snapshot().reachability === "all";
  const limitMs = toBackWithinMs(isHurried);
  let atReady = Infinity;
  let atAsked = 0;
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(pollMs)) {
    atReady = isReady() ? Math.min(atReady, Date.now()) : Infinity;
    if (!isReady() && Date.now() - atAsked >= askEveryMs) {
      atAsked = Date.now();
      await askAgain(app, isHurried);
    }
    if (Date.now() - atReady < steadyMs) continue;
    const contacts = await Promise.all(servers.map(({ server }) => server.contacts(user)));
    if (contacts.every((list) => list.length === 1)) return;
  }
  const shown = app.feed.snapshot().servers.map(({ id, state }) => `${id} ${state}`);
  throw new Error(`not back within ${limitMs} ms: ${shown.join(", ")}`);
}

/** A refused account needs somebody who asks for that server by name, however patient he is with the others. */
async function askAgain(app: TandemApp, isHurried: boolean): Promise<void> {
  const refused = app.feed.snapshot().servers.filter(({ state }) => state === "refused");
  for (const { id } of refused) await app.command({ type: "server.probe", serverId: id });
  if (isHurried) await app.command({ type: "server.probe" });
}

async function hangUpEverything(app: TandemApp, hangUpCallers: () => Promise<void>): Promise<void> {
  const live = () => app.feed.snapshot().calls.filter(({ state }) => state !== "ended");
  const asked = new Set<string>();
  for (const deadline = Date.now() + settlingMs; live().length > 0; await sleep(pollMs)) {
    for (const { id, direction, state } of live()) {
      if (asked.has(id)) continue;
      asked.add(id);
      const isRinging = direction === "incoming" && state === "ringing";
      await app.command({ type: isRinging ? "call.reject" : "call.hangUp", callId: id });
    }
    if (Date.now() > deadline) throw new Error(`a call does not end: ${JSON.stringify(live())}`);
  }
  await hangUpCallers();
}

/** Nobody is left connected to nobody, or ringing for a dial that was given up. */
async function untilIdle(servers: readonly StruckServer[]): Promise<void> {
  let said = "";
  for (const deadline = Date.now() + quietMs; Date.now() < deadline; await sleep(5 * pollMs)) {
    const counts = await Promise.all(servers.map(({ server }) => server.channels()));
    if (counts.every((count) => count === 0)) return;
    said = servers.map(({ name }, at) => `${name} ${counts[at] ?? 0}`).join(", ");
  }
  const channels = await Promise.all(servers.map(({ server }) => server.cli("core show channels concise")));
  throw new Error(`channels are left when every call has ended: ${said}\n${channels.join("")}`);
}

/** After all of it a call goes out and is answered, and one comes in through each server. */
async function useService(
  app: TandemApp,
  servers: readonly StruckServer[],
  provider: ReturnType<typeof createProvider>,
): Promise<void> {
  const id = await app.dial("600");
  await app.until("a dial is answered when all is well", ({ calls }) =>
    calls.some((call) => call.id === id && call.state === "active"),
  );
  for (const { name } of servers) {
    const before = new Set(app.feed.snapshot().calls.map((call) => call.id));
    provider.place([name]);
    await app.until(`a call through ${name} rings when all is well`, ({ calls }) =>
      calls.some((call) => !before.has(call.id) && call.state === "ringing"),
    );
  }
  await hangUpEverything(app, provider.hangUpAll);
  await untilIdle(servers);
}

function tellStory(events: Events, atBeginMs: number): readonly string[] {
  return events.flatMap((event) => {
    const at = String(event.at - atBeginMs).padStart(6);
    if (event.type === "server.stateChanged") return [`${at} ${event.server.id} is ${event.server.state}`];
    if (!("call" in event) || event.type === "call.measured") return [];
    const { id, remote, attempts, legs, end } = event.call;
    const parts = [...attempts, ...legs].map(({ serverId, outcome }) => `${serverId} ${outcome}`).join(", ");
    return [`${at} ${event.type} ${id} ${remote.number ?? "withheld"}: ${parts} ${end?.reason ?? ""}`];
  });
}

type Events = readonly TandemApp["feed"]["seen"][number]["event"][];

/** Invariant 11, by what the app tells: after a ringing a dial makes no further attempt. */
function findSecondAttempts(events: Events): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== "call.ringing" || event.call.direction !== "outgoing") return [];
    const { id, attempts } = event.call;
    const last = events.findLast((other) => "call" in other && other.call.id === id);
    const isMore = last !== undefined && "call" in last && last.call.attempts.length > attempts.length;
    return isMore ? [`a second attempt of a dial after its ringing was told`] : [];
  });
}

function countAnswers(servers: readonly StruckServer[], sinceMs: number): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  const lines: CallLogLine[] = servers.flatMap(({ server }) => server.answeredCalls());
  for (const { key, atMs } of lines) if (atMs >= sinceMs) answers.set(key, (answers.get(key) ?? 0) + 1);
  return answers;
}
