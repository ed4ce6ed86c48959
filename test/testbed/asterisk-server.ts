// One real Asterisk on its own loopback address: start it, look inside, and do to it what happens to servers.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rootCommand } from "../../scripts/setup/asterisk-root.ts";
import { runCommand } from "../../scripts/setup/run-command.ts";
import { plainSipPort } from "./accounts.ts";
import {
  cutConnections,
  makeHole,
  makeLeak,
  makeOneWayHole,
  removeHoles,
  resetConnections,
  type CutSide,
} from "./black-hole.ts";
import { freezeProcess } from "./freeze-process.ts";
import { readCallsLog, type CallLogLine } from "./calls-log.ts";
import {
  eraseMessages,
  writeMessage,
  writeCertificate,
  writePassword,
  writeServerFolder,
  type ServerPlan,
} from "./server-folder.ts";

export type AsteriskServer = {
  id: "main" | "backup";
  name: string;
  address: string;
  wssUrl: string;
  domain: string;
  spkiPin: string;
  folder: string;
  /** Its certificate ends then (epoch ms), with the same key, from its next start on. */
  useCertificate: (atEnd: number) => void;
  /** Boots it and waits until it is fully booted; the answer is how long that took in ms. */
  start: () => Promise<number>;
  isRunning: () => boolean;
  pid: () => number | null;
  /** Waits until Asterisk says that it is fully booted. */
  waitBooted: (timeoutMs?: number) => Promise<void>;
  /** SIGKILL: sockets close at once. */
  crash: () => Promise<void>;
  /** SIGSTOP: the kernel still accepts and buffers; nothing answers. */
  freeze: () => void;
  /** SIGCONT: what was sent meanwhile arrives now. */
  thaw: () => void;
  /** Drops every packet from and to the server without a word; `media` drops its audio too. */
  blackHole: (options?: { media?: boolean }) => void;
  openHole: () => void;
  /** Closes every WebSocket from one end and refuses new ones until `openHole`; audio is not touched. */
  cutSignalling: (side: CutSide) => void;
  /** Closes every WebSocket from the client's end, once; nothing happens where `ss` is missing. */
  resetConnections: () => void;
  /** Drops only what goes to the server, or only what comes from it, until `openHole`. */
  loseOneWay: (way: "up" | "down") => void;
  /** Drops so many of a hundred packets from and to its WebSocket port, by chance, until `openHole`; TCP sends them again. */
  loseSome: (pct: number) => void;
  /** `core stop gracefully`: new calls get 503, REGISTER still succeeds, the process ends after its last call. */
  drain: () => Promise<void>;
  /** Takes `drain` back. */
  undrain: () => Promise<void>;
  /** Drains and waits for the end; a server that has not ended after `timeoutMs` is killed. */
  stopGracefully: (timeoutMs?: number) => Promise<void>;
  /** Runs one CLI command and hands back what it printed; throws when the server does not answer in 5 s. */
  cli: (command: string) => Promise<string>;
  /** The Contact URIs registered for this account. */
  contacts: (user: string) => Promise<string[]>;
  /** Forgets this account's registration, as a lost database does; its socket stays open. */
  dropContact: (user: string) => Promise<void>;
  /** Whoever offers another one meets one challenge after another; OPTIONS and what is up stay as they are. */
  setPassword: (user: string, password: string) => Promise<void>;
  /** A message in the mailbox of this operator, noticed within a second or two. */
  leaveMessage: (user: string) => void;
  eraseMessages: (user: string) => void;
  /** What is subscribed to here now: account, resource and event package, such as `1001 1002/dialog`. */
  subscriptions: () => Promise<string[]>;
  /** How many channels are up or ringing now. */
  channels: () => Promise<number>;
  hangUpAll: () => Promise<void>;
  securityLog: () => string;
  fullLog: () => string;
  callsLog: () => CallLogLine[];
  /** The operators' calls this server answered, by the line that says so. */
  answeredCalls: () => CallLogLine[];
};

const cliTimeoutMs = 5_000;

/** The command to drain answers only at the end of the last call, so its start is given this long. */
const drainSettlesMs = 150;

/** Writes the server's folder; `onPid` is told each process id so that it can be swept. */
export function createServer(plan: ServerPlan, onPid: (pid: number) => void): AsteriskServer {
  const spkiPin = writeServerFolder(plan);
  const asterisk = rootCommand(plan.root, "usr/sbin/asterisk");
  const configFile = join(plan.folder, "etc", "asterisk.conf");
  const controlSocket = join(plan.folder, "run", "asterisk.ctl");
  const env = { OPENSSL_CONF: "/dev/null", LC_ALL: "C" };
  let child: ChildProcess | null = null;
  let output = "";

  const log = (name: string): string => {
    const file = join(plan.folder, "log", name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const running = (): ChildProcess => {
    if (child === null) throw new Error(`${plan.id} is not running`);
    return child;
  };
  const send = (signal: NodeJS.Signals): void => {
    running().kill(signal);
  };
  const whenEnded = async (timeoutMs: number): Promise<boolean> => {
    const ending = child;
    if (ending === null) return true;
    await once(ending, "exit", { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null);
    return child === null;
  };
  const kill = async (): Promise<void> => {
    child?.kill("SIGKILL");
    await whenEnded(5_000);
  };
  const cli = async (command: string): Promise<string> => {
    const args = [...asterisk.args, "-C", configFile, "-rx", command];
    const result = await runCommand(asterisk.program, args, { env, timeoutMs: cliTimeoutMs });
    if (result.code === 0) return result.stdout;
    throw new Error(`${plan.id} did not answer "${command}": ${result.stdout}${result.stderr}`);
  };
  const waitBooted = async (timeoutMs = 20_000): Promise<void> => {
    const until = performance.now() + timeoutMs;
    while (performance.now() < until) {
      if (child === null) throw new Error(`${plan.id} ended while booting:\n${output}${log("full.log").slice(-2_000)}`);
      if (existsSync(controlSocket)) {
        const said = await cli("core waitfullybooted").catch(() => "");
        if (said.includes("fully booted")) return;
      }
      await sleep(30);
    }
    throw new Error(`${plan.id} was not booted after ${timeoutMs} ms:\n${output}${log("full.log").slice(-2_000)}`);
  };
  const contactKeys = async (user: string): Promise<{ key: string; uri: string }[]> => {
    const stored = await cli("database show registrar/contact");
    return stored.split("\n").flatMap((line) => {
      const match = /^\/registrar\/contact\/(\S+?)\s*: (\{.*\})\s*$/.exec(line);
      if (match?.[1]?.startsWith(`${user};@`) !== true || match[2] === undefined) return [];
      const { uri } = JSON.parse(match[2]) as { uri: string };
      return [{ key: match[1], uri: decodeURIComponent(uri.replaceAll("^", "%")) }];
    });
  };
  const drain = async (): Promise<void> => {
    const args = [...asterisk.args, "-C", configFile, "-rx", "core stop gracefully"];
    spawn(asterisk.program, args, { env: { ...process.env, ...env }, stdio: "ignore" }).unref();
    await sleep(drainSettlesMs);
  };

  return {
    id: plan.id,
    name: plan.id === "main" ? "Main" : "Backup",
    address: plan.address,
    wssUrl: `wss://${plan.address}:${plan.port}/ws`,
    domain: plan.address,
    spkiPin,
    useCertificate: (atEnd) => writeCertificate(plan, atEnd),
    folder: plan.folder,
    start: async () => {
      if (child !== null) throw new Error(`${plan.id} is running already`);
      const atStart = performance.now();
      rmSync(controlSocket, { force: true });
      output = "";
      const started = spawn(asterisk.program, [...asterisk.args, "-C", configFile, "-f"], {
        cwd: plan.folder,
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      const keep = (chunk: string): void => {
        output = (output + chunk).slice(-4_000);
      };
      started.stdout.setEncoding("utf8").on("data", keep);
      started.stderr.setEncoding("utf8").on("data", keep);
      started.on("error", (error) => keep(error.message));
      started.on("exit", () => {
        if (child === started) child = null;
      });
      child = started;
      if (started.pid !== undefined) onPid(started.pid);
      await waitBooted();
      return performance.now() - atStart;
    },
    isRunning: () => child !== null,
    pid: () => child?.pid ?? null,
    waitBooted,
    crash: kill,
    freeze: () => {
      if (child?.pid !== undefined) freezeProcess(child.pid);
    },
    thaw: () => send("SIGCONT"),
    blackHole: ({ media = false } = {}) =>
      makeHole({
        address: plan.address,
        port: plan.port,
        plainSipPort: plan.speaksPlainSip ? plainSipPort : null,
        rtpPorts: media ? plan.rtpPorts : null,
      }),
    openHole: () => removeHoles(plan.address),
    cutSignalling: (side) => cutConnections(plan, side),
    resetConnections: () => resetConnections(plan),
    loseOneWay: (way) => makeOneWayHole(plan, way),
    loseSome: (pct) => makeLeak(plan, pct),
    drain,
    undrain: async () => {
      await cli("core abort shutdown");
    },
    stopGracefully: async (timeoutMs = 10_000) => {
      if (child === null) return;
      await drain();
      if (!(await whenEnded(timeoutMs))) await kill();
    },
    cli,
    contacts: async (user) => (await contactKeys(user)).map(({ uri }) => uri),
    dropContact: async (user) => {
      for (const { key } of await contactKeys(user)) await cli(`database del registrar/contact ${key}`);
    },
    setPassword: async (user, password) => {
      writePassword(plan.folder, user, password);
      if (child !== null) await cli("module reload res_pjsip.so");
    },
    leaveMessage: (user) => writeMessage(plan.folder, user),
    eraseMessages: (user) => eraseMessages(plan.folder, user),
    subscriptions: async () => readSubscriptions(await cli("pjsip show subscriptions inbound")),
    channels: async () => Number(/^(\d+) active channel/m.exec(await cli("core show channels count"))?.[1] ?? "0"),
    hangUpAll: async () => {
      await cli("channel request hangup all");
    },
    securityLog: () => log("security.log"),
    fullLog: () => log("full.log"),
    callsLog: () => readCallsLog(join(plan.folder, "log", "calls.log")),
    answeredCalls: () =>
      readCallsLog(join(plan.folder, "log", "calls.log")).filter((line) => line.event === "answered"),
  };
}

/** Out of `pjsip show subscriptions inbound`: a line names the endpoint, the next one what it watches. */
function readSubscriptions(shown: string): string[] {
  const pairs = shown.matchAll(/^Endpoint: ([^\s/<]+)[^\n]*\nResource: (\S+)$/gmu);
  return [...pairs].map(([, endpoint = "", resource = ""]) => `${endpoint} ${resource}`);
}
