/** What `npm run roster` may be asked for. */
import { expect, test } from "vitest";
import { readRosterFlags } from "../../../scripts/roster/roster-flags.ts";

test.each([
  [["o.csv", "--out", "out"], { kind: "make", list: "o.csv", site: null, out: "out" }],
  [["--site=s.json", "--out=out", "o.csv"], { kind: "make", list: "o.csv", site: "s.json", out: "out" }],
  [["--verify", "--out", "out"], { kind: "verify", out: "out" }],
])("%j asks for %j", (args, flags) => {
  expect(readRosterFlags(args)).toEqual(flags);
});

test.each([
  [["o.csv"], "Say with --out which folder it is."],
  [["--out", "out"], "Name the list of operators."],
  [["o.csv", "--out"], "--out needs a value."],
  [["o.csv", "--out", "--verify"], "--out needs a value."],
  [["a.csv", "b.csv", "--out=out"], "One list at a time."],
  [["o.csv", "--verify", "--out=out"], "--verify reads what lies in --out, and takes nothing else."],
  [["--force", "--out=out"], "--force is not a flag of the roster."],
])("%j is answered: %s", (args, problem) => {
  expect(readRosterFlags(args)).toMatchObject({ kind: "usage", problem: expect.stringMatching(`^${problem}`) });
});
