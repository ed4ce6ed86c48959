/** `npm run simulate [-- <days> [seed]]`: the longer ring of the core's property test; 100,000 random days unless told otherwise. */
import { randomInt } from "node:crypto";
import { playDays } from "../test/simulation/play-days.ts";

/** One seed a batch, so that a failure is repeated in a minute: `npm run simulate -- 10000 <seed>`. */
const batch = 10_000;

const [days = "100000", firstSeed = String(randomInt(2 ** 31))] = process.argv.slice(2);
const wanted = Number(days);
if (!(Number.isInteger(wanted) && wanted > 0 && Number.isInteger(Number(firstSeed)))) {
  console.error("Say how many days, and a seed if you have one: npm run simulate -- 100000 42");
  process.exit(2);
}
for (let played = 0, seed = Number(firstSeed); played < wanted; seed += 1) {
  played += playDays(Math.min(batch, wanted - played), seed);
  console.log(`${played.toLocaleString("en-US")} days held; the last seed was ${seed}`);
}
