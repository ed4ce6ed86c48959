/** Under which heading of the gallery a fixture stands, read from what it shows, so that a new one finds its place. */
import type { Snapshot } from "../../shared/model/snapshot.ts";

export const groups = [
  "Before the first call",
  "At rest",
  "A call comes in",
  "In a call",
  "After a call",
  "What happened",
  "Contacts",
  "Settings",
  "The card above all windows",
] as const;
export type Group = (typeof groups)[number];

/** @param snapshot null before the first one has come. */
export function toGroup(name: string, snapshot: Snapshot | null): Group {
  if (name.startsWith("card")) return "The card above all windows";
  if (name.startsWith("people")) return "Contacts";
  if (name.startsWith("settings")) return "Settings";
  if (name.startsWith("incidents")) return "What happened";
  if (snapshot === null || snapshot.configuration.state === "missing") return "Before the first call";
  const { calls } = snapshot;
  if (calls.some(({ direction, state }) => direction === "incoming" && state === "ringing")) return "A call comes in";
  if (calls.some(({ state }) => state !== "ended")) return "In a call";
  return calls.length > 0 ? "After a call" : "At rest";
}
