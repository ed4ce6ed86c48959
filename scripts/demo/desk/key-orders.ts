/** Which key of the terminal gives which order: small letters for Main, capitals for Backup. */
import type { DeskOrder, Fault } from "./desk-order.ts";

export type KeyWish =
  | { readonly kind: "order"; readonly order: DeskOrder }
  | { readonly kind: "help" }
  | { readonly kind: "quit" }
  | { readonly kind: "none" };

const faults: Readonly<Record<string, Fault>> = {
  c: "crash",
  f: "freeze",
  x: "cutOff",
  o: "overload",
  g: "forget",
  r: "restore",
};
const rings: Readonly<Record<string, "main" | "backup" | "both">> = { "1": "main", "2": "backup", "3": "both" };

/** The end of text and of transmission: Ctrl+C and Ctrl+D of a terminal that hands every key on. */
const endKeys = new Set(["q", "\u0003", "\u0004"]);

export const keyHelp = `Keys, small for Main, CAPITAL for Backup:
  c crash · f freeze · x cut off · o overload · g forget registrations · r restore
  1 a caller through Main · 2 through Backup · 3 through both · h the caller hangs up · ? these keys · q quit`;

export function readKey(key: string): KeyWish {
  if (endKeys.has(key)) return { kind: "quit" };
  if (key === "?") return { kind: "help" };
  if (key === "h") return { kind: "order", order: { type: "callerHangsUp" } };
  const through = rings[key];
  if (through !== undefined) return { kind: "order", order: { type: "ring", through } };
  const fault = faults[key.toLowerCase()];
  if (fault === undefined) return { kind: "none" };
  return { kind: "order", order: { type: "server", serverId: key === key.toLowerCase() ? "main" : "backup", fault } };
}
