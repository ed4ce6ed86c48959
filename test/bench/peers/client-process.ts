/** Runs a fetched softphone in a folder of its own and takes both away again. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { enterRoot } from "../../../scripts/setup/entered-root.ts";

export type ClientProcess = {
  readonly child: ChildProcess;
  /** Everything it printed so far, to both of its outputs. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

export type ClientPlan = {
  readonly root: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Text by path below its /tmp. */
  readonly files: Readonly<Record<string, string>>;
  readonly onText?: (text: string) => void;
};

export function startClient({ root, program, args, files, onText }: ClientPlan): ClientProcess {
  const work = mkdtempSync(join(tmpdir(), "tandem-peer-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  }
  const [first = "", ...others] = enterRoot({ root, work }, program, args);
  const child = spawn(first, others, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const take = (text: string): void => {
    output += text;
    onText?.(text);
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);
  child.stdin.on("error", (error) => take(`${error.message}\n`));
  child.on("error", (error) => take(`${error.message}\n`));
  return {
    child,
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
      rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** A port that is free on loopback now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("The port has no number.");
  return address.port;
}
