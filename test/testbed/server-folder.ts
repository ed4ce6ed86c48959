// Writes everything one Asterisk needs into a folder of its own: configuration, certificate, hold tone.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { libraryFolder } from "../../scripts/setup/asterisk-root.ts";
import { accountPassword, renderAccounts, renderMailboxes, renderPlainAccounts } from "./accounts.ts";
import { makeCertificate } from "./certificate.ts";

export type ServerPlan = {
  id: "main" | "backup";
  root: string;
  folder: string;
  address: string;
  port: number;
  rtpPorts: { first: number; last: number };
  allowUnauthenticatedOptions: boolean;
  /** How many further operators it knows. */
  crowd: number;
  speaksPlainSip: boolean;
  sessionExpiresS: number | null;
};

/** Asterisk's own default. */
const usualSessionExpiresS = 1_800;

/** Files Asterisk complains about when they are missing, though its defaults are wanted. */
const defaultsOnly = [
  "acl.conf",
  "ccss.conf",
  "cel.conf",
  "features.conf",
  "manager.conf",
  "pjproject.conf",
  "udptl.conf",
];

/** Fills `plan.folder`; the answer is the pin of the certificate it made. */
export function writeServerFolder(plan: ServerPlan): string {
  for (const name of ["etc", "lib/moh", "lib/keys", "run", "log", "cache", "spool/outgoing", "spool/tmp"]) {
    mkdirSync(join(plan.folder, name), { recursive: true });
  }
  const etc = join(plan.folder, "etc");
  const values = new Map([
    ["id", plan.id],
    ["serverDir", plan.folder],
    ["moduleDir", join(libraryFolder(plan.root), "asterisk", "modules")],
    ["dataDir", join(plan.root, "usr", "share", "asterisk")],
    ["address", plan.address],
    ["port", String(plan.port)],
    ["plainPort", String(plan.port - 1)],
    ["rtpStart", String(plan.rtpPorts.first)],
    ["rtpEnd", String(plan.rtpPorts.last)],
    ["allowUnauthenticatedOptions", plan.allowUnauthenticatedOptions ? "yes" : "no"],
    ["sessionTimers", plan.sessionExpiresS === null ? "yes" : "always"],
    ["sessionExpiresS", String(plan.sessionExpiresS ?? usualSessionExpiresS)],
    ["password", accountPassword],
    ["accounts", renderAccounts(plan.id, plan.crowd)],
    ["mailboxes", renderMailboxes()],
    ["plainAccounts", plan.speaksPlainSip ? renderPlainAccounts(plan.address) : ""],
  ]);
  const templates = join(import.meta.dirname, "config");
  for (const name of readdirSync(templates)) {
    writeFileSync(join(etc, name), fill(readFileSync(join(templates, name), "utf8"), values));
  }
  for (const name of defaultsOnly) writeFileSync(join(etc, name), "; Defaults.\n");
  const certificate = makeCertificate(plan.address);
  writeFileSync(join(etc, "server.crt"), certificate.certificatePem);
  writeFileSync(join(etc, "server.key"), certificate.keyPem, { mode: 0o600 });
  writeFileSync(join(plan.folder, "lib", "moh", "hold.wav"), makeTone(440, 2));
  writeFileSync(join(plan.folder, "log", "calls.log"), "");
  return certificate.spkiPin;
}

/** From the next start on; its key, and so its pin, stays. @param atEnd epoch ms. */
export function writeCertificate({ folder, address }: Pick<ServerPlan, "folder" | "address">, atEnd: number): void {
  const etc = join(folder, "etc");
  const { certificatePem } = makeCertificate(address, atEnd, readFileSync(join(etc, "server.key"), "utf8"));
  writeFileSync(join(etc, "server.crt"), certificatePem);
}

/** From the next reload on, or the next start. */
export function writePassword(folder: string, user: string, password: string): void {
  const file = join(folder, "etc", "pjsip.conf");
  const account = new RegExp(`^(\\[${user}\\]\\(operator-auth\\)\\nusername = ${user}\\n)(password = .*\\n)?`, "mu");
  writeFileSync(file, readFileSync(file, "utf8").replace(account, `$1password = ${password}\n`));
}

/** Seconds: a message is not over before a slow machine has listened to it. */
const messageS = 10;

/** A new message in the operator's mailbox: a tone of 440 Hz. Asterisk looks there every second. */
export function writeMessage(folder: string, user: string): void {
  const inbox = join(folder, "spool", "voicemail", "default", user, "INBOX");
  mkdirSync(inbox, { recursive: true });
  const name = `msg${String(readdirSync(inbox).filter((file) => file.endsWith(".txt")).length).padStart(4, "0")}`;
  writeFileSync(join(inbox, `${name}.wav`), makeTone(440, messageS));
  const about = [`origmailbox=${user}`, "context=operators", 'callerid="Anna" <1001>', `duration=${messageS}`];
  writeFileSync(join(inbox, `${name}.txt`), ["[message]", ...about, ""].join("\n"));
}

/** Somebody erased what was there. */
export function eraseMessages(folder: string, user: string): void {
  rmSync(join(folder, "spool", "voicemail", "default", user, "INBOX"), { recursive: true, force: true });
}

function fill(template: string, values: Map<string, string>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`no value for {{${name}}}`);
    return value;
  });
}

function makeTone(hertz: number, seconds: number): Buffer {
  const rate = 8000;
  const samples = rate * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    wav.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * at) / rate)), 44 + at * 2);
  }
  return wav;
}
