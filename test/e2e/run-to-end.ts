/** Starts the built app with the given arguments and waits until it has ended: answers, second starts, refusals. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { builtMain } from "./launch-app.ts";

export type Ending = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const register = join(import.meta.dirname, "../host/register.ts");
/** Ends only what waits in vain: a look at a phone takes seconds, and far more on a machine that has other things to do. */
const patienceMs = 60_000;

/** @returns code null when it had to be killed. */
export function runToEnd(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", register, builtMain, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
      timeout: patienceMs,
      killSignal: "SIGKILL",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
