// Starts two real Asterisk servers with the same accounts on loopback, and takes them away again without a trace.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../scripts/setup/lock-file.ts";
import { readSetup } from "../../scripts/setup/setup-report.ts";
import { accountPassword } from "./accounts.ts";
import { createServer, type AsteriskServer } from "./asterisk-server.ts";
import {
  claimRecord,
  readRecord,
  recordFile,
  sweepOwn,
  sweepRecord,
  updateRecord,
  withRecords,
  type TestbedRecord,
} from "./leftovers.ts";

export type TestbedOptions = {
  /** Slot n listens on 127.0.n.11 and 127.0.n.12; default: the first free one from 0, so that test files can coexist. */
  slot?: number;
  /** WebSocket over TLS; plain HTTP, which nothing uses, is one below. Default 8089. */
  port?: number;
  /** False makes OPTIONS answer 401 as Asterisk does by default. */
  allowUnauthenticatedOptions?: boolean;
  /** Addresses of this computer to listen on instead of the slot's, main's first. */
  addresses?: readonly [string, string];
  /** Operators beyond the usual ten, `namesOfCrowd(crowd)`; default none. */
  crowd?: number;
  /** True adds SIP over UDP and TCP, and accounts for phones without WebRTC (`plainOperators`). */
  speaksPlainSip?: boolean;
  /** A folder for each server whose files stand in the place of the usual ones of that name; it may be made from the servers. */
  configuration?: (servers: { main: AsteriskServer; backup: AsteriskServer }) => { main: string; backup: string };
  /** Every call has a session timer (RFC 4028) of so many seconds, 90 at least; default 1800, where the phone asks for one. */
  sessionExpiresS?: number;
};

/** What the app is given, DESIGN's policy document in the shape it has on disk. */
export type TestbedPolicy = {
  version: 1;
  account: { user: string; displayName: string; password: string };
  servers: {
    id: string;
    name: string;
    role: "primary" | "backup";
    url: string;
    domain: string;
    pinnedSpki: string[];
  }[];
};

export type Testbed = {
  main: AsteriskServer;
  backup: AsteriskServer;
  /** How long both took to boot, in ms. */
  bootMs: number;
  policyDocument: (user: string) => TestbedPolicy;
  /** Ends both servers and removes every trace: processes, rules, folders. */
  stop: () => Promise<void>;
};

const slots = 20;
const rtpPortsPerServer = 300;

/** Throws when Asterisk is not here (`readSetup().asterisk` tells before) or does not boot. */
export async function startTestbed(options: TestbedOptions = {}): Promise<Testbed> {
  const setup = readSetup();
  if (setup.asterisk === null) throw new Error(`there is no Asterisk here: ${setup.reason ?? "run npm run setup"}`);
  const root = setup.asterisk.root;
  const port = options.port ?? 8089;
  const folder = mkdtempSync(join(tmpdir(), "tandem-testbed-"));
  const claim = await withRecords(() => claimSlot(options.slot, port, folder, options.addresses));
  if (claim === null) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error("every address of the testbed is taken; end the other one, or run npm run setup to sweep");
  }
  const { slot, file, record } = claim;
  const endGuard = startGuard(file, folder);

  const create = (id: "main" | "backup", index: number): AsteriskServer => {
    const first = 20_000 + (slot * 2 + index) * rtpPortsPerServer;
    return createServer(
      {
        id,
        root,
        folder: join(folder, id),
        address: record.addresses[index] ?? "",
        port,
        rtpPorts: { first, last: first + rtpPortsPerServer - 1 },
        allowUnauthenticatedOptions: options.allowUnauthenticatedOptions ?? true,
        crowd: options.crowd ?? 0,
        speaksPlainSip: options.speaksPlainSip ?? false,
        sessionExpiresS: options.sessionExpiresS ?? null,
      },
      (pid) => {
        record.pids.push(pid);
        updateRecord(file, record);
      },
    );
  };
  const main = create("main", 0);
  const backup = create("backup", 1);
  const stop = async (): Promise<void> => {
    await Promise.all([main.crash(), backup.crash()]);
    sweepOwn(file, folder);
    endGuard();
  };
  try {
    const folders = options.configuration?.({ main, backup });
    if (folders !== undefined) {
      for (const server of [main, backup]) cpSync(folders[server.id], join(server.folder, "etc"), { recursive: true });
    }
    const boots = await Promise.all([main.start(), backup.start()]);
    return {
      main,
      backup,
      bootMs: Math.max(...boots),
      policyDocument: (user) => policyDocument(user, [main, backup]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function policyDocument(user: string, servers: AsteriskServer[]): TestbedPolicy {
  return {
    version: 1,
    account: { user, displayName: `Operator ${user}`, password: accountPassword },
    servers: servers.map((server) => ({
      id: server.id,
      name: server.name,
      role: server.id === "main" ? "primary" : "backup",
      url: server.wssUrl,
      domain: server.domain,
      pinnedSpki: [server.spkiPin],
    })),
  };
}

function addressesOf(slot: number): string[] {
  return [`127.0.${slot}.11`, `127.0.${slot}.12`];
}

type Claim = { slot: number; file: string; record: TestbedRecord };

async function claimSlot(
  wanted: number | undefined,
  port: number,
  folder: string,
  given: readonly [string, string] | undefined,
): Promise<Claim | null> {
  const candidates = wanted === undefined ? Array.from({ length: slots }, (_, slot) => slot) : [wanted];
  for (const slot of candidates) {
    const file = recordFile(slot);
    const existing = readRecord(file);
    if (existing !== null && !isAlive(existing.owner)) sweepRecord(file);
    const addresses = given === undefined ? addressesOf(slot) : [...given];
    const record = { owner: process.pid, folder, addresses, pids: [] };
    if (!claimRecord(file, record)) continue;
    const taken = await Promise.all(addresses.map((address) => isListening(address, port)));
    if (!taken.includes(true)) return { slot, file, record };
    rmSync(file, { force: true });
  }
  return null;
}

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (isTaken: boolean): void => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.setTimeout(500, () => answer(true));
  });
}

function startGuard(file: string, folder: string): () => void {
  const script = 'cat >/dev/null; exec "$0" "$@"';
  const args = ["-c", script, process.execPath, join(import.meta.dirname, "guard.ts"), file, folder];
  const guard = spawn("sh", args, { stdio: ["pipe", "ignore", "ignore"], detached: true });
  guard.unref();
  const pipe = guard.stdin;
  if ("unref" in pipe && typeof pipe.unref === "function") pipe.unref();
  return () => pipe.end();
}
