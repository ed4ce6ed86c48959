// Where downloads and records of running testbeds are kept for this user, so that a second clone downloads nothing.
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The folder (made if missing) `$XDG_CACHE_HOME/tandem`, or `~/.cache/tandem`, with the sub-folders given. */
export function cacheFolder(...below: string[]): string {
  const xdg = process.env["XDG_CACHE_HOME"];
  const top = xdg === undefined || xdg === "" ? join(homedir(), ".cache") : xdg;
  const folder = join(top, "tandem", ...below);
  mkdirSync(folder, { recursive: true });
  return folder;
}
