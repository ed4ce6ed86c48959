import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planFor } from "./dialplan.ts";

const users = new Set(["1001"]);
const asteriskConfig = readFileSync(join(import.meta.dirname, "../testbed/config/extensions.conf"), "utf8");

test("a user's number is that user, whatever is not known does not exist", () => {
  expect([planFor("1001", users), planFor("1002", users), planFor("", users)]).toEqual([
    { kind: "dial", user: "1001", ringMs: 20_000 },
    { kind: "reject", code: 404 },
    { kind: "reject", code: 404 },
  ]);
});

test("every number of the Asterisk servers is known here, but the one that speaks before it answers", () => {
  const numbers = Array.from(asteriskConfig.matchAll(/^exten => (6\d\d),1/gm), ([, number = ""]) => number);
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers.filter((number) => planFor(number, users).kind === "reject")).toEqual(["602", "605", "613"]);
});
