/** What the trials of the fault tests share: how many, in which order of faults, and a clean field between two. */
import { setTimeout as sleep } from "node:timers/promises";
import type { AsteriskServer } from "../testbed/asterisk-server.ts";
import type { CallLogLine } from "../testbed/calls-log.ts";
import type { Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import type { TandemApp } from "./launch-app.ts";

/** `npm run bench` plays every trial; `npm test` a slice of them. */
export function isBench(): boolean {
  return process.env["TANDEM_BENCH"] === "1";
}

export function trialCount(ofBench: number, ofTest: number): number {
  return isBench() ? ofBench : ofTest;
}

/**
 * What a promise of `limitMs` is held to: in `npm run bench` to the letter, in the slice of `npm test` with room for a
 * loaded machine, so that only what does not work at all fails there.
 */
export function withRoom(limitMs: number): number {
  return trialCount(limitMs, 3 * limitMs + 500);
}

export type Fault = "kill" | "freeze" | "blackHole";

export async function strike(server: AsteriskServer, fault: Fault): Promise<void> {
  if (fault === "kill") await server.crash();
  else if (fault === "freeze") server.freeze();
  else server.blackHole();
}

export async function mend(server: AsteriskServer, fault: Fault): Promise<void> {
  if (fault === "kill") await server.start();
  else if (fault === "freeze") server.thaw();
  else server.openHole();
}

/** Hangs up whatever is left, lets the app look at both servers, and waits until the next call goes through the primary. */
export async function settle(app: TandemApp): Promise<void> {
  await hangUpAll(app);
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const { reachability, nextCall } = app.feed.snapshot();
    if (reachability === "all" && nextCall.why === "primaryReady") return;
    if (reachability !== "all") await app.command({ type: "server.probe" });
    await sleep(100);
  }
  throw new Error(`the app did not settle: ${JSON.stringify(app.feed.snapshot(), null, 1)}`);
}

/** The lines of one dial on both servers. */
export function linesOf(testbed: Testbed, attemptId: string): Record<"main" | "backup", CallLogLine[]> {
  const of = (server: AsteriskServer): CallLogLine[] => server.callsLog().filter((line) => line.key === attemptId);
  return { main: of(testbed.main), backup: of(testbed.backup) };
}

/** How many servers answered this dial. */
export function answersOf(testbed: Testbed, attemptId: string): number {
  const { main, backup } = linesOf(testbed, attemptId);
  return [...main, ...backup].filter((line) => line.event === "answered").length;
}

/**
 * A primary that took the INVITE just before it fell silent, and none of whose words got out, answers on its own: its phone
 * can know nothing of it but that it is silent. What can be held of such an answer is that it ends.
 * @param atMended nothing reached the primary between its fault and this moment: what it looked at before, however late on a
 * busy computer, had come before the fault.
 */
export function answersNobodyCouldStop(testbed: Testbed, attemptId: string, atMended: number): number {
  const { main, backup } = linesOf(testbed, attemptId);
  const has = (lines: CallLogLine[], event: CallLogLine["event"]) => lines.some((line) => line.event === event);
  const hadTakenIt = main.some(({ event, atMs }) => event === "arrived" && atMs < atMended);
  return hadTakenIt && has(backup, "answered") && has(main, "answered") && has(main, "ended") ? 1 : 0;
}

/** How long a callee rang before its call was answered or over, ms; null when it never rang. */
export function ringMs(lines: readonly CallLogLine[]): number | null {
  const ringing = lines.find((line) => line.event === "ringing");
  const over = lines.find((line) => line.event === "answered" || line.event === "ended");
  return ringing === undefined || over === undefined ? null : over.atMs - ringing.atMs;
}

export const trialPolicy = { failover: { failbackAfterMs: 500 } };

/** What a quiet machine would show of figures that a busy one stretches. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
