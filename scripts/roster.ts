/** `npm run roster -- <csv> --out <folder>` makes a roster; `-- --verify --out <folder>` asks both servers whether they know it. */
import { answerRoster } from "../electron/roster/answer-roster.ts";
import { readRosterFlags } from "./roster/roster-flags.ts";
import { verifyRoster } from "./roster/verify-roster.ts";

const flags = readRosterFlags(process.argv.slice(2));
if (flags.kind === "usage") {
  console.error(flags.problem);
  process.exit(2);
}
/** A line that is written over, where somebody looks on. */
function showProgress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} answers`);
}

const { isGood, line } = flags.kind === "make" ? answerRoster(flags) : await verifyRoster(flags.out, showProgress);
(isGood ? console.log : console.error)(line);
process.exit(isGood ? 0 : 1);
