// Stands in for `utilityProcess`: a child process of Node's own, with the port to its parent that Electron gives one.
import { fork, type ChildProcess, type IOType } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type * as Electron from "electron";
import { hostApp } from "./app.ts";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";
import { recordWithoutEffect } from "./host-records.ts";

const parentPort = fileURLToPath(new URL("./parent-port.ts", import.meta.url));

export class HostUtilityProcess
  extends HostEmitter
  implements Pick<Electron.UtilityProcess, "pid" | "stdout" | "stderr" | "postMessage" | "kill">
{
  readonly #child: ChildProcess;
  #isGone = false;

  constructor(modulePath: string, args: readonly string[], options: Electron.ForkOptions) {
    super("UtilityProcess", ["spawn", "message", "exit", "error"]);
    const { env, execArgv = [], cwd, stdio = "inherit", serviceName } = options;
    if (serviceName !== undefined) recordWithoutEffect("utilityProcess.fork serviceName", serviceName);
    const [, output, errors] = (Array.isArray(stdio) ? stdio : ["ignore", stdio, stdio]) as IOType[];
    this.#child = fork(modulePath, args, {
      execArgv: [...execArgv, "--import", parentPort],
      serialization: "advanced",
      stdio: ["ignore", output ?? "inherit", errors ?? "inherit", "ipc"],
      ...(env === undefined ? {} : { env: env as NodeJS.ProcessEnv }),
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.#child.on("spawn", () => this.emit("spawn"));
    this.#child.on("message", (message) => this.emit("message", message));
    // A process that could not be started has neither code nor signal.
    this.#child.on("error", () => this.#end(1));
    this.#child.on("exit", (code, signal) => this.#end(code ?? toExitCode(signal)));
  }

  get pid(): number | undefined {
    return this.#isGone ? undefined : this.#child.pid;
  }

  get stdout(): Readable | null {
    return this.#child.stdout;
  }

  get stderr(): Readable | null {
    return this.#child.stderr;
  }

  /** As in Electron, a message to a process that is gone goes nowhere. */
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error("the stand-in lacks message ports");
    if (this.#child.connected) this.#child.send(message as never, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill("SIGTERM");
  }

  #end(code: number): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.emit("exit", code);
  }
}

/** What Electron tells of a process that a signal ended on POSIX: the signal's number. */
function toExitCode(signal: NodeJS.Signals | null): number {
  return signal === "SIGKILL" ? 9 : signal === "SIGTERM" ? 15 : 1;
}

export const utilityProcess = guardMembers("utilityProcess", {
  fork(modulePath: string, args: readonly string[] = [], options: Electron.ForkOptions = {}): HostUtilityProcess {
    if (!hostApp.isReady()) throw new Error("utilityProcess cannot be created before app is ready.");
    return guardMembers("UtilityProcess", new HostUtilityProcess(modulePath, args, options));
  },
});
