/** `npm run chaos -- [--ring=core|sipjs|app|sipjs-short|app-short] [--minutes=N | --schedules=N] [--seed=S]`: plays schedules of faults until one breaks a promise. */
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createAppRing } from "../test/chaos/app/app-ring.ts";
import { openAppStage } from "../test/chaos/app/play-on-app.ts";
import { describeFailure, runRing, type Ring, type Totals } from "../test/chaos/run-ring.ts";
import { seatRing, shortSeatRing } from "../test/chaos/sipjs/seat-ring.ts";
import { playDays } from "../test/simulation/play-days.ts";
import { runProgram } from "./run-program.ts";
import { readSetup } from "./setup/setup-report.ts";

const root = join(import.meta.dirname, "..");
const rings = ["core", "sipjs", "app"] as const;
/** What `npm test` plays of them, to repeat what failed there. */
const slices = ["sipjs-short", "app-short"] as const;
type RingName = (typeof rings)[number] | (typeof slices)[number];
/** What each ring owes a release. */
const whole = { core: 100_000, sipjs: 1_000, app: 60, "sipjs-short": 12, "app-short": 2 } as const;
/** One seed a batch of the first ring, so that a failure is repeated in seconds. */
const batch = 1_000;
const sayEveryMs = 15_000;

type Wish = { readonly seed: number; readonly schedules: number; readonly atEnd: number };

function readWish(): { readonly names: readonly RingName[]; readonly wishFor: (name: RingName) => Wish } | null {
  const { values } = parseArgs({
    options: {
      ring: { type: "string" },
      minutes: { type: "string" },
      schedules: { type: "string" },
      seed: { type: "string" },
    },
  });
  const names: readonly RingName[] =
    values.ring === undefined ? rings : [...rings, ...slices].filter((name) => values.ring === name);
  const [minutes, schedules] = [Number(values.minutes ?? 0), Number(values.schedules ?? 0)];
  const seed = Number(values.seed ?? randomInt(2 ** 31 - 1_000_000));
  const areCounts = minutes >= 0 && Number.isInteger(schedules) && schedules >= 0 && Number.isInteger(seed);
  if (names.length === 0 || !areCounts) return null;
  const ringMs = minutes === 0 ? Infinity : (minutes * 60_000) / names.length;
  return {
    names,
    wishFor: (name) => ({
      seed,
      schedules: schedules > 0 ? schedules : minutes > 0 ? Infinity : whole[name],
      atEnd: performance.now() + ringMs,
    }),
  };
}

function createReporter(name: RingName): (totals: Totals, isLast?: boolean) => void {
  let atNext = performance.now() + sayEveryMs;
  return ({ schedules, dials, rings: callers, crossings }, isLast = false) => {
    if (!isLast && performance.now() < atNext) return;
    atNext = performance.now() + sayEveryMs;
    const crossed = crossings === 0 ? "" : `, ${crossings} answers that crossed a CANCEL`;
    console.log(`${name}: ${schedules} schedules held, with ${dials} dials and ${callers} callers${crossed}`);
  };
}

function runCore({ seed, schedules, atEnd }: Wish): boolean {
  let played = 0;
  let atNext = performance.now() + sayEveryMs;
  const say = (): void => console.log(`core: ${played.toLocaleString("en-US")} schedules held`);
  for (let next = seed; played < schedules && performance.now() < atEnd; next += 1) {
    const days = Math.min(batch, schedules - played);
    try {
      played += playDays(days, next);
    } catch (error) {
      console.log(error instanceof Error ? [error.message, error.cause].join("\n") : String(error));
      console.log(`Again: npm run chaos -- --ring=core --schedules=${days} --seed=${next}`);
      return false;
    }
    if (performance.now() < atNext) continue;
    atNext = performance.now() + sayEveryMs;
    say();
  }
  say();
  return true;
}

async function runRealTime(name: RingName, ring: Ring, { seed, schedules, atEnd }: Wish): Promise<boolean> {
  const report = createReporter(name);
  const { totals, failures } = await runRing(ring, {
    firstSeed: seed,
    schedules,
    atEnd,
    onPlayed: report,
    onBroken: (bad, broken) =>
      console.log(`Seed ${bad} broke: ${broken.join("; ")}\nLooking for the shortest schedule that shows it…`),
  });
  for (const failure of failures) {
    console.log(describeFailure(failure, name));
    // One that is played alone is being looked at.
    if (schedules === 1) console.log(failure.story.join("\n"));
  }
  if (failures.length === 0) report(totals, true);
  return failures.length === 0;
}

async function runApp(name: "app" | "app-short", wish: Wish): Promise<boolean> {
  await runProgram(root, "node", ["scripts/setup.ts"], { isShown: true });
  const { chromium, asterisk, iptables, iproute2, reason } = readSetup();
  if (chromium === null || asterisk === null || iptables === null || iproute2 === null) {
    console.log(`app: left out, for it takes Chromium, Asterisk, iptables and iproute2. ${reason ?? ""}`);
    return true;
  }
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"], { isShown: true });
  if (build.code !== 0) return false;
  const stage = await openAppStage();
  try {
    return await runRealTime(name, createAppRing(stage, name === "app" ? "whole" : "short"), wish);
  } finally {
    await stage.close();
  }
}

const wish = readWish();
if (wish === null) {
  console.error("Say for example: npm run chaos -- --ring=sipjs --minutes=5, or --schedules=100 --seed=42");
  process.exit(2);
}
let isWell = true;
process.on("unhandledRejection", (error) => {
  console.log("An unhandled rejection:", error);
  isWell = false;
});
for (const name of wish.names) {
  const one = wish.wishFor(name);
  console.log(`${name}: from seed ${one.seed}`);
  if (name === "core") isWell = runCore(one) && isWell;
  else if (name === "sipjs") isWell = (await runRealTime(name, seatRing, one)) && isWell;
  else if (name === "sipjs-short") isWell = (await runRealTime(name, shortSeatRing, one)) && isWell;
  else isWell = (await runApp(name, one)) && isWell;
}
process.exit(isWell ? 0 : 1);
