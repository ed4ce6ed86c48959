/** Reads a property list with macOS' own `plutil`. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";

/** @returns its JSON; null: it is not there. */
export function readPlist(path: string): Result<string, string> | null {
  if (!existsSync(path)) return null;
  try {
    const told = ["-convert", "json", "-o", "-", path];
    return succeed(execFileSync("/usr/bin/plutil", told, { encoding: "utf8", timeout: 10_000 }));
  } catch {
    return fail(
      `${path}: this property list cannot be read as JSON. Install the profile again, without dates and data.`,
    );
  }
}
