// Runs a program inside a fetched root as if that were the whole system, in a mount namespace that ends with it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

export type EnteredRoot = {
  root: string;
  /** Seen as /tmp, and as the home folder, from inside. */
  work: string;
};

/**
 * The words to start `program` with, its path as seen inside. It dies with whoever started it. Without root it takes a
 * kernel that lets users make namespaces.
 */
export function enterRoot({ root, work }: EnteredRoot, program: string, args: readonly string[]): string[] {
  for (const name of ["proc", "dev", "tmp"]) mkdirSync(join(root, name), { recursive: true });
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const script = [
    'mount --rbind /proc "$0/proc"',
    'mount --rbind /dev "$0/dev"',
    'mount --bind "$1" "$0/tmp"',
    'inside="$0"',
    "shift",
    'exec env HOME=/tmp XDG_DATA_HOME=/tmp LC_ALL=C chroot "$inside" "$@"',
  ].join(" && ");
  const entering = ["unshare", "--mount", ...asRoot, "--propagation", "private", "sh", "-c", script, root, work];
  return ["setpriv", "--pdeathsig", "KILL", ...entering, program, ...args];
}
