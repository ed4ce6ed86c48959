/** A slice of ring 2: real SIP.js on real sockets, while both of its servers fail in every way that is over soon. */
import { expect, it } from "vitest";
import { describeFailure, runRing } from "../run-ring.ts";
import { shortSeatRing } from "./seat-ring.ts";

const schedules = 12;

it(`keeps every promise on ${schedules} schedules of faults on real sockets`, { timeout: 240_000 }, async () => {
  const firstSeed = Number(process.env["TANDEM_SEED"]);
  const { totals, failures } = await runRing(shortSeatRing, {
    firstSeed,
    schedules,
    atEnd: Infinity,
    onPlayed: () => undefined,
  });
  expect(failures.map((failure) => describeFailure(failure, "sipjs-short")).join("\n\n")).toBe("");
  expect(totals.schedules).toBe(schedules);
});
