/** The whole app stopped and continued, every process of it: what sleep is to a program that nobody told of it. */
import { readdirSync, readFileSync } from "node:fs";
import type { TandemApp } from "./launch-app.ts";

export function stopApp({ process: app }: TandemApp): void {
  signalAll(app.pid, "SIGSTOP");
}

/** @returns the epoch ms at which it went on. */
export function continueApp({ process: app }: TandemApp): number {
  signalAll(app.pid, "SIGCONT");
  return Date.now();
}

function signalAll(root: number | undefined, signal: "SIGSTOP" | "SIGCONT"): void {
  if (root === undefined) throw new Error("the app has no process");
  for (const pid of [root, ...findDescendants(root)]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended a moment ago.
    }
  }
}

function findDescendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/u.test(name)) parents.set(Number(name), readParent(name));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found.slice(1);
}

/** The fourth field, behind the name in brackets (proc(5)); 0 when the process has gone. */
function readParent(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}
