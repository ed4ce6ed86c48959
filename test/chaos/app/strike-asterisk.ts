/** One Asterisk with the faults of a plan on command: whatever overlaps, it becomes what those that last want it to be. */
import { setTimeout as sleep } from "node:timers/promises";
import { accountPassword } from "../../testbed/accounts.ts";
import type { AsteriskServer } from "../../testbed/asterisk-server.ts";
import { connectRawSip, type RawSipClient } from "../../testbed/raw-sip-client.ts";
import type { SlowLine } from "../../testbed/slow-line.ts";
import { createActiveFaults } from "../active-faults.ts";
import type { Fault, FaultKind } from "../chaos-plan.ts";

export type StruckServer = {
  readonly name: AsteriskServer["id"];
  readonly server: AsteriskServer;
  readonly strike: (fault: Fault) => void;
  /** Ends every fault at once; resolves when the server is up and reachable. */
  readonly mend: () => Promise<void>;
  /** No answer of it reaches the app. */
  readonly isMute: () => boolean;
  /** When a fault began or ended last, or a slow line carried something of it, monotonic ms. */
  readonly atLastSign: () => number;
  readonly isTroubled: () => boolean;
  /** The console answers. */
  readonly isListening: () => boolean;
  /** Counts up at every fault that begins or ends. */
  readonly turns: () => number;
  /** The registration was taken from the app since the last mend, and only a refresh brings it back. */
  readonly hasLostContact: () => boolean;
};

/** What two Asterisk servers on loopback can be made to do. */
export const asteriskFaults: readonly FaultKind[] = [
  "crash",
  "freeze",
  "blackHole",
  "deafWay",
  "dumbWay",
  "loss",
  "delay",
  "slow200",
  "overload",
  "challengeLoop",
  "dropSocket",
  "flap",
  "forget",
  "takeOver",
];

/** What takes a slow line to the server. */
export const lineFaults: readonly FaultKind[] = ["delay", "slow200"];

/** Of a hundred packets each way: some are lost twice and thrice, and TCP sends them again 0.2, 0.6, 1.4 s later. */
const lostPct = 30;

/** The account's password on a server that challenges whoever has the right one again and again. */
const otherPassword = "of-somebody-else";

/** How long an Asterisk that was stopped gracefully takes to end at most, ms. */
const endingMs = 1_000;

/**
 * @param user whose registration is forgotten or taken, and whose password is not taken for the right one.
 * @param line null where the plan has none of `lineFaults`.
 */
export function createStruckServer(server: AsteriskServer, user: string, line: SlowLine | null): StruckServer {
  const strangers = new Set<RawSipClient>();
  /** One after another: a server that boots can be neither frozen nor drained. */
  let work = Promise.resolve();
  let turns = 0;
  let atLastTurn = 0;
  let isFrozen = false;
  let isDrained = false;
  /** Null: a server that was told may not have heard it. */
  let isTrusting: boolean | null = true;
  let isBooting = false;
  let hasLostContact = false;

  const faults = createActiveFaults({
    onBegin: begin,
    onEnd: () => void (work = work.then(settle)),
    onFlap: server.resetConnections,
    shortestFlapMs: 200,
  });
  const { has, slowestMs } = faults;

  function count(): void {
    turns += 1;
    atLastTurn = performance.now();
  }

  async function settle(): Promise<void> {
    count();
    line?.delay(slowestMs("delay"));
    line?.slowDown200(slowestMs("slow200"));
    if (has("crash")) {
      await server.crash();
      isFrozen = false;
      isDrained = false;
    } else if (!server.isRunning()) await boot();
    settleHoles();
    if (!server.isRunning()) return;
    if (isFrozen && !has("freeze")) server.thaw();
    isFrozen = has("freeze");
    if (!isFrozen) await settleDrain();
    if (!isFrozen) await settleTrust();
    if (isFrozen) server.freeze();
    if (!has("takeOver")) leave();
  }

  function settleHoles(): void {
    server.openHole();
    if (has("blackHole") || (has("deafWay") && has("dumbWay"))) server.blackHole();
    else if (has("deafWay")) server.loseOneWay("up");
    else if (has("dumbWay")) server.loseOneWay("down");
    else if (has("loss")) server.loseSome(lostPct);
  }

  /** A graceful stop is 503 to new calls while one is up; without any the server ends. */
  async function settleDrain(): Promise<void> {
    if (has("overload") === isDrained) return;
    isDrained = has("overload");
    if (isDrained) await server.drain();
    else await undrain();
  }

  /** A server that had no call may be on its way out already, whatever it is told. */
  async function undrain(): Promise<void> {
    if (server.isRunning()) await server.undrain().catch(() => undefined);
    await sleep(endingMs);
    if (!server.isRunning() && !has("crash")) await boot();
  }

  /** A drained server may end before it has heard; it is told again when it is back. */
  async function settleTrust(): Promise<void> {
    const isWanted = !has("challengeLoop");
    if (isWanted === isTrusting) return;
    isTrusting = null;
    await server.setPassword(user, isWanted ? accountPassword : otherPassword).then(
      () => void (isTrusting = isWanted),
      () => undefined,
    );
  }

  async function boot(): Promise<void> {
    isBooting = true;
    isFrozen = false;
    isDrained = false;
    await server.start();
    isBooting = false;
  }

  async function signInElsewhere(fault: Fault): Promise<void> {
    if (!isListening() || has("blackHole", "deafWay", "dumbWay")) return;
    hasLostContact = true;
    const client = await connectRawSip(server, user);
    strangers.add(client);
    if (faults.all.has(fault)) await client.register();
    else leave();
  }

  function leave(): void {
    for (const client of strangers) client.terminate();
    strangers.clear();
  }

  async function forget(): Promise<void> {
    if (!isListening()) return;
    hasLostContact = true;
    await server.dropContact(user);
  }

  const isListening = (): boolean => server.isRunning() && !isFrozen && !isBooting;

  function begin(fault: Fault): void {
    count();
    if (fault.kind === "dropSocket") server.resetConnections();
    // What meets a server in other trouble does not come about.
    if (fault.kind === "forget") work = work.then(forget).catch(() => undefined);
    if (fault.kind === "takeOver") signInElsewhere(fault).catch(() => undefined);
    work = work.then(settle);
  }

  return {
    name: server.id,
    server,
    strike: faults.strike,
    async mend() {
      faults.endAll();
      // Once more behind everything: a drained server may have ended meanwhile.
      work = work.then(settle);
      await work;
      if (hasLostContact) server.resetConnections();
      hasLostContact = false;
    },
    isMute: () => !isListening() || has("blackHole", "deafWay", "dumbWay"),
    atLastSign: () => Math.max(atLastTurn, line?.atLastSign() ?? 0),
    isTroubled: () => faults.all.size > 0 || !isListening() || isDrained || isTrusting !== true,
    isListening,
    turns: () => turns,
    hasLostContact: () => hasLostContact,
  };
}
