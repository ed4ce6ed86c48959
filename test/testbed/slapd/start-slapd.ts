/** A real directory on loopback: OpenLDAP's slapd in a folder of its own, on ports of its own, ended by its process id. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { enterRoot } from "../../../scripts/setup/entered-root.ts";
import { runCommand } from "../../../scripts/setup/run-command.ts";
import { readSetup } from "../../../scripts/setup/setup-report.ts";
import { makeCertificate } from "../certificate.ts";
import { freezeProcess } from "../freeze-process.ts";
import { bindDn, bindPassword, suffix, toLdif } from "./entries.ts";

export type Slapd = {
  /** Plain, and over TLS. */
  readonly url: string;
  readonly secureUrl: string;
  /** What its certificate is to be held against. */
  readonly certificatePem: string;
  /** It takes connections and answers nothing. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** It is gone at once, and its port refuses. */
  readonly kill: () => Promise<void>;
  /** The process is ended, and the folder removed. */
  readonly stop: () => Promise<void>;
};

const address = "127.0.0.1";
const bootsWithinMs = 10_000;

export async function startSlapd(): Promise<Slapd> {
  const { slapd } = readSetup();
  if (slapd === null) throw new Error("there is no slapd here; run: npm run setup");
  const work = mkdtempSync(join(tmpdir(), "tandem-slapd-"));
  const certificate = makeCertificate(address);
  mkdirSync(join(work, "db"));
  writeFileSync(join(work, "slapd.conf"), configuration);
  writeFileSync(join(work, "seed.ldif"), toLdif());
  writeFileSync(join(work, "certificate.pem"), certificate.certificatePem);
  writeFileSync(join(work, "key.pem"), certificate.keyPem, { mode: 0o600 });
  const entered = (program: string, ...args: string[]) => {
    const [first = "", ...rest] = enterRoot({ root: slapd.root, work }, program, args);
    return { program: first, args: rest };
  };
  const seeding = entered("/usr/sbin/slapadd", "-q", "-f", "/tmp/slapd.conf", "-l", "/tmp/seed.ldif");
  const seeded = await runCommand(seeding.program, seeding.args, { timeoutMs: 10_000 });
  if (seeded.code !== 0) throw new Error(`slapadd: ${seeded.stderr}`);
  const [port, securePort] = [await findFreePort(), await findFreePort()];
  const urls = `ldap://${address}:${port} ldaps://${address}:${securePort}`;
  const running = entered("/usr/sbin/slapd", "-f", "/tmp/slapd.conf", "-h", urls, "-d", "0");
  const child = spawn(running.program, running.args, { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilOpen(port, child);
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  };
  return {
    url: `ldap://${address}:${port}`,
    secureUrl: `ldaps://${address}:${securePort}`,
    certificatePem: certificate.certificatePem,
    freeze: () => freezeProcess(child.pid ?? 0),
    thaw: () => void child.kill("SIGCONT"),
    kill: end,
    async stop() {
      await end();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Its work folder is /tmp from inside. */
const configuration = `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile /tmp/slapd.pid
TLSCertificateFile /tmp/certificate.pem
TLSCertificateKeyFile /tmp/key.pem
database mdb
suffix "${suffix}"
rootdn "${bindDn}"
rootpw ${bindPassword}
directory /tmp/db
maxsize 10485760
access to * by anonymous read by * read
`;

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, address, resolve));
  const bound = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (bound === null || typeof bound === "string") throw new Error("no port was free");
  return bound.port;
}

async function untilOpen(port: number, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + bootsWithinMs; Date.now() < end; await sleep(20)) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, address, () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
  }
  child.kill("SIGKILL");
  throw new Error(`slapd did not open its port within ${bootsWithinMs} ms`);
}
