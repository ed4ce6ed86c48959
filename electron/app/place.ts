/** Where a Tandem runs, so that a second one of the same user can tell a click on this desktop from another session. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Place = z.strictObject({
  computer: z.string(),
  /** The desktop it is on, by the name the system has for it; empty where the system has none. */
  session: z.string(),
});
export type Place = z.infer<typeof Place>;

export function readPlace({ platform, env }: Pick<NodeJS.Process, "platform" | "env">, computer: string): Place {
  return { computer, session: readSession(platform, env) };
}

/** Windows names each session of a terminal server; on Linux each desktop has a display of its own; a Mac shows one. */
function readSession(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === "win32") return env["SESSIONNAME"] ?? "";
  if (platform === "darwin") return "";
  return env["DISPLAY"] ?? env["WAYLAND_DISPLAY"] ?? "";
}

/** @returns how the other place differs; null for the same desktop, and where one of them does not know its own. */
export function findDistance(here: Place, there: Place): "session" | "computer" | null {
  if (here.computer !== there.computer) return "computer";
  const isKnown = here.session !== "" && there.session !== "";
  return isKnown && here.session !== there.session ? "session" : null;
}

export function toPlace(raw: unknown): Place | null {
  return Place.safeParse(raw).data ?? null;
}

/** Tells later starts where the Tandem of this folder runs. What cannot be written is not told, and stops nothing. */
export function writePlace(folder: string, place: Place): void {
  try {
    writeFileSync(toPath(folder), JSON.stringify(place), { mode: 0o600 });
  } catch {
    // Then a second start in another session is taken for one of this desktop.
  }
}

/** @returns null where nobody told. */
export function findPlace(folder: string): Place | null {
  try {
    return toPlace(JSON.parse(readFileSync(toPath(folder), "utf8")));
  } catch {
    return null;
  }
}

/** What cannot be removed stays, and stops nothing: the next start writes its own place over it. */
export function forgetPlace(folder: string): void {
  try {
    rmSync(toPath(folder), { force: true });
  } catch {
    // Then a start in between may be told of a Tandem that runs elsewhere no more.
  }
}

function toPath(folder: string): string {
  return join(folder, "running.json");
}
