// Stops a whole process and returns once every thread of it really stands: SIGSTOP reaches them one by one.
import { readdirSync, readFileSync } from "node:fs";

const longestMs = 200;

/** Waits by looking, not by sleeping, for it is over within a few milliseconds. */
export function freezeProcess(pid: number): void {
  process.kill(pid, "SIGSTOP");
  for (const end = Date.now() + longestMs; Date.now() < end;) {
    if (statesOf(pid).every((state) => state === "T")) return;
  }
}

/** One letter per thread (proc(5)): T is stopped. */
function statesOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    try {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
    } catch {
      return "T";
    }
  });
}
