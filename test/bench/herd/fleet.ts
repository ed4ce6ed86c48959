/** Hundreds of headless seats in a few processes, and what all of them together did and saw. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { WireRecord } from "../../headless/wire-tally.ts";
import type { ReadyRecord, SeatsOrder, SeatsReport } from "./seats-process.ts";

export type Fleet = {
  readonly wire: readonly WireRecord[];
  readonly ready: readonly ReadyRecord[];
  readonly untilAllReachable: (withinMs: number) => Promise<void>;
  /** Errors that engines logged; none are expected. */
  readonly troubles: () => readonly string[];
  readonly stop: () => Promise<void>;
};

export type FleetPlan = {
  readonly documents: readonly unknown[];
  readonly processes: number;
  readonly seed: number;
  /** The first starts at once, the last after so long. */
  readonly overMs: number;
};

const askEveryMs = 500;

export function startFleet({ documents, processes, seed, overMs }: FleetPlan): Fleet {
  const share = Math.ceil(documents.length / processes);
  const wire: WireRecord[] = [];
  const ready: ReadyRecord[] = [];
  let troubles: readonly string[] = [];
  let unready: readonly string[] = [];
  const children = Array.from({ length: processes }, (_, index) => {
    const child = fork(join(import.meta.dirname, "seats-process.ts"), {
      execArgv: [],
      env: {},
      serialization: "advanced",
    });
    const own = documents.slice(index * share, (index + 1) * share);
    order(child, { type: "start", documents: own, first: index * share, seed, overMs });
    return child;
  });

  /** @returns how many seats are ready on every server. */
  async function askAll(): Promise<number> {
    const reports = await Promise.all(
      children.map(async (child) => {
        order(child, { type: "report" });
        const [report] = (await once(child, "message")) as [SeatsReport];
        return report;
      }),
    );
    for (const report of reports) {
      for (const one of report.wire) wire.push(one);
      for (const one of report.ready) ready.push(one);
    }
    troubles = reports.flatMap((report) => report.troubles);
    unready = reports.flatMap((report) => report.unready);
    return reports.reduce((sum, report) => sum + report.reachable, 0);
  }

  return {
    wire,
    ready,
    async untilAllReachable(withinMs) {
      let count = await askAll();
      for (const end = Date.now() + withinMs; count < documents.length && Date.now() < end;) {
        await sleep(askEveryMs);
        count = await askAll();
      }
      if (count === documents.length) return;
      throw new Error(`${count} of ${documents.length} seats are ready on every server\n${unready.join("\n")}`);
    },
    troubles: () => troubles,
    async stop() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null) return;
          const gone = once(child, "exit");
          order(child, { type: "stop" });
          await Promise.race([gone, sleep(3_000)]);
          child.kill("SIGKILL");
        }),
      );
    },
  };
}

function order(child: ChildProcess, message: SeatsOrder): void {
  child.send(message);
}
