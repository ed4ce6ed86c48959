/** A real Kamailio on loopback with the guide's own configuration and a roster's accounts, in a folder of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { enterRoot } from "../../../scripts/setup/entered-root.ts";
import { runCommand } from "../../../scripts/setup/run-command.ts";
import { makeCertificate } from "../certificate.ts";
import { isListening } from "../is-listening.ts";

export type KamailioPlan = {
  readonly root: string;
  readonly address: string;
  readonly port: number;
  /** Rows of its `subscriber` table. */
  readonly subscriberSql: string;
};

export type Kamailio = {
  /** What its own check of the configuration said; code 0: it is understood. */
  readonly checked: { readonly code: number | null; readonly said: string };
  /** Replaces the accounts while it runs. */
  readonly load: (subscriberSql: string) => void;
  /** The process and those it made are ended, and the folder removed. */
  readonly stop: () => Promise<void>;
};

const guide = join(import.meta.dirname, "../../../docs/administrator-guide.md");
const bootsWithinMs = 15_000;

/** The guide's file with this server's address, port and folder in the place of the example's. */
function configuration({ address, port }: KamailioPlan): string {
  const [, text] = /^```kamailio\n([^]*?)^```/mu.exec(readFileSync(guide, "utf8")) ?? [];
  if (text === undefined) throw new Error("the administrator's guide shows no kamailio.cfg");
  return text
    .replace("0.0.0.0:8089", `${address}:${port}`)
    .replaceAll("/etc/kamailio/", "/tmp/")
    .replaceAll("/var/lib/kamailio/", "/tmp/")
    .replace('alias="pbx1.example.com"', `alias="${address}"`);
}

function makeDatabase(root: string, file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  for (const part of ["standard", "auth_db"])
    database.exec(readFileSync(join(root, `usr/share/kamailio/db_sqlite/${part}-create.sql`), "utf8"));
  return database;
}

export async function startKamailio(plan: KamailioPlan): Promise<Kamailio> {
  const { root, address, port } = plan;
  const work = mkdtempSync(join(tmpdir(), "tandem-kamailio-"));
  const { certificatePem, keyPem } = makeCertificate(address);
  writeFileSync(join(work, "pbx1.crt"), certificatePem);
  writeFileSync(join(work, "pbx1.key"), keyPem, { mode: 0o600 });
  writeFileSync(join(work, "kamailio.cfg"), configuration(plan));
  const database = makeDatabase(root, join(work, "kamailio.sqlite"));
  database.exec(plan.subscriberSql);
  const entered = (...args: string[]) => {
    const [program = "", ...rest] = enterRoot({ root, work }, "/usr/sbin/kamailio", [
      "-f",
      "/tmp/kamailio.cfg",
      ...args,
    ]);
    return { program, args: rest };
  };
  const checking = entered("-c", "-Y", "/tmp");
  const { code, stdout, stderr } = await runCommand(checking.program, checking.args, { timeoutMs: 10_000 });
  const running = entered("-DD", "-E", "-m", "64", "-w", "/tmp", "-Y", "/tmp");
  // Its workers outlive a main process that is killed: in a process namespace of their own they end with it, or with us.
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const fence = ["setpriv", "--pdeathsig", "KILL", "unshare", "--pid", ...asRoot, "--fork", "--kill-child"];
  const [first = "", ...words] = [...fence, running.program, ...running.args];
  const child = spawn(first, words, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    if (database.isOpen) database.close();
    rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  for (const end = Date.now() + bootsWithinMs; !(await isListening(address, port)); await sleep(50)) {
    if (Date.now() < end) continue;
    await stop();
    throw new Error(`Kamailio does not listen on ${address}:${port}: ${stdout}${stderr}${said}`);
  }
  return { checked: { code, said: stdout + stderr }, load: (sql) => database.exec(sql), stop };
}

/** A port that is free at this address now. */
export function findFreePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, address, () => {
      const bound = server.address();
      server.close(() => (bound !== null && typeof bound === "object" ? resolve(bound.port) : reject(new Error())));
    });
  });
}
