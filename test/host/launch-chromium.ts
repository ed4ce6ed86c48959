// Starts Chromium as the host's child and speaks to it over file descriptors 3 and 4, so that it dies with the host.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Readable, Writable } from "node:stream";
import { CdpPipe } from "./cdp-pipe.ts";

export interface ChromiumProcess {
  child: ChildProcess;
  pipe: CdpPipe;
}

/** Stderr is inherited only where someone waits for Chromium's "DevTools listening" line. */
export function launchChromium(path: string, flags: readonly string[], isStderrShown: boolean): ChromiumProcess {
  const child = spawn(path, flags, {
    // A process group of its own, or Ctrl+C in a terminal would end Chromium before main could say goodbye.
    detached: process.platform !== "win32",
    stdio: ["ignore", "ignore", isStderrShown ? "inherit" : "ignore", "pipe", "pipe"],
  });
  const [output, input] = [child.stdio[3], child.stdio[4]];
  if (!(output instanceof Writable) || !(input instanceof Readable)) throw new Error("Chromium got no DevTools pipes");
  process.once("exit", () => child.kill("SIGKILL"));
  return { child, pipe: new CdpPipe(output, input) };
}
