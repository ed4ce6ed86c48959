/** Starts the built app as a user would, without a display, and drives it through its local API alone. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandReply, type Command } from "../../shared/contract/command.ts";
import { parseAtDoor } from "../../shared/contract/parse.ts";
import type { Call } from "../../shared/model/call.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { Snapshot } from "../../shared/model/snapshot.ts";
import { openApps } from "./open-apps.ts";
import { followEvents, type EventFeed } from "./follow-events.ts";

export type TandemApp = {
  readonly process: ChildProcess;
  readonly userDataDir: string;
  readonly port: number;
  readonly token: string;
  readonly reach: Reach;
  /** Every Event since the start, in order, each with the moment it arrived here (epoch ms). */
  readonly feed: EventFeed;
  readonly snapshot: () => Promise<Snapshot>;
  readonly command: (command: Command) => Promise<CommandReply>;
  /** Dials and returns the call's id; throws when refused. */
  readonly dial: (target: string, options?: { serverId?: string; only?: boolean }) => Promise<CallId>;
  /** The call as the last Event had it. */
  readonly call: (id: CallId) => Call;
  /** Waits until the folded Snapshot satisfies the test. @returns it, and the epoch ms at which its Event arrived. */
  readonly until: (
    what: string,
    test: (snapshot: Snapshot) => boolean,
    limitMs?: number,
  ) => Promise<{ snapshot: Snapshot; at: number }>;
  /** Every log line the app wrote to its standard error. */
  readonly log: () => string;
  /** Resolves with the exit code once the app has ended. */
  readonly exited: Promise<number | null>;
  readonly close: () => Promise<number | null>;
};

/** Makes a loopback port of the app's computer the port of the same number here. */
export type Reach = (port: number) => Promise<void>;

export type LaunchOptions = {
  readonly policy: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly userDataDir?: string;
  /** The computer it runs on, where that is not this one. */
  readonly computer?: { readonly command: readonly string[]; readonly reach: Reach };
};

const root = join(import.meta.dirname, "../..");
/** For the slowest machine, with several apps starting at once. */
const opensWithinMs = 60_000;
/** What is late for a person is asserted where it is measured; this only ends a test that waits in vain. */
const patienceMs = 40_000;

/** @param options.policy is written to a file of its own and has the local API switched on. */
export async function launchApp(options: LaunchOptions): Promise<TandemApp> {
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), "tandem-e2e-"));
  const { computer } = options;
  const [program, ...before] = computer?.command ?? [];
  const child = spawn(
    program ?? process.execPath,
    [
      ...before,
      ...(program === undefined ? [] : [process.execPath]),
      "--import",
      join(root, "test/host/register.ts"),
      builtMain,
      ...toFlags(userDataDir, options.policy, options.flags),
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: toEnvironment(options) },
  );
  return driveApp(child, userDataDir, options.userDataDir === undefined, computer?.reach);
}

export const builtMain = join(root, "out/main/main.js");

/** A test run that is killed leaves no app behind. */
export function toEnvironment({ env }: Pick<LaunchOptions, "env">): NodeJS.ProcessEnv {
  return { ...process.env, TANDEM_LOG: "debug", TANDEM_HOST_EXIT_WITH_PARENT: "1", ...env };
}

/** Writes the policy document, if there is one, into the user folder; @returns the flags that make the app use both. */
export function toFlags(userDataDir: string, policy: object | null, flags: readonly string[] = []): string[] {
  const policyFile = toPolicyFile(userDataDir);
  if (policy !== null) writeFileSync(policyFile, toPolicyText(policy));
  return ["--headless", `--user-data-dir=${userDataDir}`, `--policy=${policyFile}`, ...flags];
}

export function toPolicyFile(userDataDir: string): string {
  return join(userDataDir, "policy-of-test.json");
}

/** The document as it is put on disk, with the local API switched on. */
export function toPolicyText(policy: object): string {
  const localApi = { enabled: true, commandsPerMinute: 6_000, dialsPerMinute: 600 };
  return JSON.stringify({ localApi, ...policy });
}

/** Takes the wheel of an app that has just been started, through its local API. */
export async function driveApp(
  child: ChildProcess,
  userDataDir: string,
  isFolderOurs: boolean,
  reach: Reach = () => Promise.resolve(),
): Promise<TandemApp> {
  let log = "";
  child.stdout?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const open = { log: () => log };
  openApps.add(open);
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const { port, token } = await readDiscovery(userDataDir, child, () => log);
  await reach(port);
  const feed = await followEvents(port, token);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });

  const app: TandemApp = {
    process: child,
    userDataDir,
    port,
    token,
    reach,
    feed,
    log: () => log,
    exited,
    async snapshot() {
      return Snapshot.parse(await (await ask("/v1/snapshot")).json());
    },
    async command(command) {
      const answer = await ask("/v1/commands", { method: "POST", body: JSON.stringify(command) });
      const reply = parseAtDoor(CommandReply, await answer.json());
      if (!reply.ok) throw new Error(`the reply breaks the contract: ${reply.failure}`);
      return reply.value;
    },
    async dial(target, extra = {}) {
      const reply = await app.command({ type: "call.dial", target, ...extra } as Command);
      if (!reply.ok || reply.callId === undefined) throw new Error(`the dial was refused: ${JSON.stringify(reply)}`);
      const { callId } = reply;
      // The reply may overtake the Event on its way here, and whoever has the id may ask for the call.
      await feed.until(({ calls }) => calls.some((call) => call.id === callId), 10_000);
      return callId;
    },
    call(id) {
      const found = feed.snapshot().calls.find((call) => call.id === id);
      if (found === undefined) throw new Error(`no call ${id}`);
      return found;
    },
    async until(what, test, limitMs = patienceMs) {
      try {
        return await feed.until(test, limitMs);
      } catch {
        const { seq: _seq, ...shown } = feed.snapshot();
        throw new Error(`not within ${limitMs} ms: ${what}\n${JSON.stringify(shown, null, 1)}\n${log.slice(-4_000)}`);
      }
    },
    async close() {
      openApps.delete(open);
      feed.close();
      if (child.exitCode === null) child.kill("SIGTERM");
      const code = await Promise.race([exited, sleep(15_000).then(() => "late" as const)]);
      if (code === "late") child.kill("SIGKILL");
      if (isFolderOurs) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      return code === "late" ? null : code;
    },
  };
  return app;
}

async function readDiscovery(
  folder: string,
  child: ChildProcess,
  log: () => string,
): Promise<{ port: number; token: string }> {
  for (const end = Date.now() + opensWithinMs; Date.now() < end;) {
    if (child.exitCode !== null) throw new Error(`the app ended with ${child.exitCode}:\n${log()}`);
    try {
      return JSON.parse(readFileSync(join(folder, "local-api.json"), "utf8")) as { port: number; token: string };
    } catch {
      await sleep(10);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`the app opened no local API within ${opensWithinMs} ms:\n${log()}`);
}
