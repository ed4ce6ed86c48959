/** What one piece of chaos is made of, for every ring that runs in real time: what breaks, what people do, and when. */
import fc from "fast-check";
import type { EngineCommand } from "../../shared/contract/command.ts";
import { ServerId } from "../../shared/model/ids.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { commandOf } from "../simulation/schedule.ts";

export type ServerName = "main" | "backup";

export type FaultKind =
  | "crash"
  | "freeze"
  /** Nothing comes through, either way. */
  | "blackHole"
  /** Nothing of the phone's arrives, or nothing of the server's. */
  | "deafWay"
  | "dumbWay"
  /** Some packets are lost, each way: only where there are packets. */
  | "loss"
  | "delay"
  /** Every 200 to REGISTER and INVITE comes that much later. */
  | "slow200"
  | "overload"
  | "challengeLoop"
  /** The socket is reset, once or again and again. */
  | "dropSocket"
  | "flap"
  /** The registration is gone and nobody says so. */
  | "forget"
  /** Somebody signs in elsewhere with the same account, and leaves again (E23). */
  | "takeOver";

export type Fault = {
  readonly kind: FaultKind;
  readonly server: ServerName;
  readonly forMs: number;
  /** The delay, or the time between two resets. */
  readonly byMs: number;
};

type OnCall = Exclude<keyof typeof commandOf, "rescue">;

export type Happening =
  | Fault
  | { readonly kind: "sleep"; readonly forMs: number }
  | { readonly kind: "dial"; readonly target: string; readonly server: ServerName | null }
  | { readonly kind: "ring"; readonly on: readonly ServerName[] }
  | { readonly kind: "cancelRing" }
  | { readonly kind: OnCall; readonly pick: number };

export type Step = { readonly waitMs: number; readonly happening: Happening };

export type ChaosPlan = {
  /** Somebody asks for the servers when all is mended; else the phone finds them by itself. */
  readonly isHurried: boolean;
  readonly steps: readonly Step[];
};

/** What a ring offers to a plan; nothing of it throws. */
export type ChaosWorld = {
  /** It mends itself after `forMs`, or when the plan is over. */
  readonly strike: (fault: Fault) => void;
  readonly sleep: (forMs: number) => void;
  /** A caller from outside, through one server or both; each has a number of its own. */
  readonly ring: (on: readonly ServerName[]) => void;
  readonly cancelRing: () => void;
  readonly command: (command: EngineCommand) => void;
  readonly snapshot: () => Snapshot;
};

export type PlanOptions = {
  readonly faults: readonly FaultKind[];
  readonly targets: readonly string[];
  readonly canSleep: boolean;
  /** Single steps, and calls with a fault aimed at them. */
  readonly mostParts: number;
  readonly longestWaitMs: number;
  readonly longestFaultMs: number;
  /** How many of a hundred plans are left to the phone's own patience. */
  readonly unhurriedPct: number;
};

const suddenFaults: readonly FaultKind[] = ["crash", "freeze", "blackHole", "deafWay", "dumbWay", "dropSocket"];

export function planOf(options: PlanOptions): fc.Arbitrary<ChaosPlan> {
  const { longestFaultMs, longestWaitMs, unhurriedPct } = options;
  const server = fc.constantFrom<ServerName>("main", "backup");
  const forMs = fc.integer({ min: 50, max: longestFaultMs });
  const byMs = fc.oneof(fc.integer({ min: 20, max: 400 }), fc.integer({ min: 400, max: 2_000 }));
  const fault = fc.record({ kind: fc.constantFrom(...options.faults), server, forMs, byMs });
  const onCall = fc.constantFrom<OnCall>("hangUp", "answer", "answer", "answer", "reject", "hold", "resumeCall");
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    { weight: 5, arbitrary: fault },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("dial" as const),
        target: fc.constantFrom(...options.targets),
        server: fc.option(server, { freq: 4 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("ring" as const),
        on: fc.constantFrom<ServerName[]>(["main"], ["backup"], ["main", "backup"]),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "cancelRing" as const }) },
    { weight: 5, arbitrary: fc.record({ kind: onCall, pick: fc.nat(3) }) },
    { weight: options.canSleep ? 1 : 0, arbitrary: fc.record({ kind: fc.constant("sleep" as const), forMs }) },
  );
  const waitMs = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: longestWaitMs }));
  const single = fc.record({ waitMs, happening }).map((step): readonly Step[] => [step]);
  // Most of what can go wrong goes wrong when a server dies under a call that has only just begun.
  const sudden = fc.constantFrom(...options.faults.filter((kind) => suddenFaults.includes(kind)));
  const soonMs = fc.integer({ min: 20, max: 900 });
  const aimed = fc
    .record({
      server,
      target: fc.constantFrom(...options.targets),
      kind: sudden,
      isRing: fc.boolean(),
      forMs,
      byMs,
      soonMs,
    })
    .map(({ server: at, target, kind, isRing, forMs: lastsMs, byMs: slowsMs, soonMs: afterMs }): readonly Step[] => [
      { waitMs: 0, happening: isRing ? { kind: "ring", on: [at] } : { kind: "dial", target, server: at } },
      ...(isRing ? [{ waitMs: afterMs, happening: { kind: "answer", pick: 0 } } as const] : []),
      { waitMs: afterMs, happening: { kind, server: at, forMs: lastsMs, byMs: slowsMs } },
    ]);
  const parts = fc.oneof({ weight: 4, arbitrary: single }, { weight: 1, arbitrary: aimed });
  const steps = fc.array(parts, { minLength: 2, maxLength: options.mostParts }).map((all) => all.flat());
  return fc.record({ isHurried: fc.integer({ min: 1, max: 100 }).map((value) => value > unhurriedPct), steps });
}

/** The plan of a seed, always the same; seeds that follow each other have nothing in common. */
export function drawPlan(plans: fc.Arbitrary<ChaosPlan>, seed: number): ChaosPlan {
  const [plan] = fc.sample(plans, { seed: Math.imul(seed + 1, 0x9e3779b1), numRuns: 1 });
  if (plan === undefined) throw new Error(`no plan for seed ${seed}`);
  return plan;
}

export function happen(world: ChaosWorld, happening: Happening): void {
  switch (happening.kind) {
    case "dial": {
      const { target, server } = happening;
      const named = server === null ? {} : { serverId: ServerId.parse(server) };
      return world.command({ type: "call.dial", target, ...named });
    }
    case "ring":
      return world.ring(happening.on);
    case "cancelRing":
      return world.cancelRing();
    case "sleep":
      return world.sleep(happening.forMs);
    case "hangUp":
    case "answer":
    case "reject":
    case "hold":
    case "resumeCall": {
      const calls = world.snapshot().calls.filter(({ state }) => state !== "ended");
      const call = calls[happening.pick % Math.max(1, calls.length)];
      if (call !== undefined) world.command({ type: commandOf[happening.kind], callId: call.id });
      return;
    }
    default:
      return world.strike(happening);
  }
}
