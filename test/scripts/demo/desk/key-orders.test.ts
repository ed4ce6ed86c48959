import { expect, test } from "vitest";
import { keyHelp, readKey } from "../../../../scripts/demo/desk/key-orders.ts";

test("small letters are Main's, capitals are Backup's, and what means nothing does nothing", () => {
  expect(["f", "F", "3", "h", "?", "q", "\u0003", "z", "É"].map(readKey)).toEqual([
    { kind: "order", order: { type: "server", serverId: "main", fault: "freeze" } },
    { kind: "order", order: { type: "server", serverId: "backup", fault: "freeze" } },
    { kind: "order", order: { type: "ring", through: "both" } },
    { kind: "order", order: { type: "callerHangsUp" } },
    { kind: "help" },
    { kind: "quit" },
    { kind: "quit" },
    { kind: "none" },
    { kind: "none" },
  ]);
});

test("every key that the help names does something", () => {
  const named = Array.from(keyHelp.matchAll(/(?:^ {2}|· )(\S) /gm), ([, key = ""]) => key);
  expect(named.length).toBe(12);
  expect(named.filter((key) => readKey(key).kind === "none")).toEqual([]);
});
