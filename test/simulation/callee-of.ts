/** Who answers which number in the simulation. */
import type { Callee } from "./simulated-server.ts";

const callees: Readonly<Record<string, Callee>> = {
  "600": "echo",
  "601": "ring",
  "602": "busy",
  "603": "ringThenAnswer",
  "605": "trouble",
  "606": "silent100",
  "609": "ignored",
  "110": "missing",
  "*97": "ringThenAnswer",
  "404": "missing",
};

export function calleeOf(target: string): Callee {
  return callees[target] ?? (/^10\d\d$/.test(target) ? "operator" : "missing");
}
