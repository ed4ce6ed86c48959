// The record of a running testbed and the broom for one whose owner died: processes, packet filter rules, folders.
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../scripts/setup/cache-folder.ts";
import { isAlive, withLock } from "../../scripts/setup/lock-file.ts";
import { listHoledAddresses, removeHoles } from "./black-hole.ts";
import { endDiversions, listDivertedAddresses } from "./divert-port.ts";

export type TestbedRecord = { owner: number; folder: string; addresses: string[]; pids: number[] };

/** Where the testbed of one address pair is recorded while it runs. */
export function recordFile(slot: number): string {
  return join(cacheFolder("testbeds"), `${slot}.json`);
}

/** One at a time claims or sweeps: who sweeps what was read a moment ago would sweep the one who has taken its place. */
export function withRecords<T>(work: () => Promise<T>): Promise<T> {
  return withLock(join(cacheFolder("testbeds"), "lock"), work);
}

/** Writes a new record, or answers false when the slot is taken. */
export function claimRecord(file: string, record: TestbedRecord): boolean {
  const draft = writeDraft(file, record);
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

export function updateRecord(file: string, record: TestbedRecord): void {
  renameSync(writeDraft(file, record), file);
}

/** Nobody may read half a record and take it for none. */
function writeDraft(file: string, record: TestbedRecord): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record));
  return draft;
}

export function readRecord(file: string): TestbedRecord | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as TestbedRecord;
  } catch {
    return null;
  }
}

/** Ends what a record names and forgets it. A process id that now belongs to another program is left alone. */
export function sweepRecord(file: string): void {
  const record = readRecord(file);
  if (record !== null) {
    for (const pid of record.pids) killIfOurs(pid, record.folder);
    for (const address of record.addresses) {
      removeHoles(address);
      endDiversions(address);
    }
    rmSync(record.folder, { recursive: true, force: true, maxRetries: 5 });
  }
  rmSync(file, { force: true });
}

/** Sweeps the testbed of this folder, and nobody who has taken its place since. */
export function sweepOwn(file: string, folder: string): void {
  if (readRecord(file)?.folder === folder) sweepRecord(file);
}

/** Sweeps every testbed whose owner is gone and every rule no testbed owns; one sentence for each thing it removed. */
export function sweepLeftovers(): Promise<string[]> {
  return withRecords(() => Promise.resolve(sweepEach()));
}

function sweepEach(): string[] {
  const said: string[] = [];
  const folder = cacheFolder("testbeds");
  const owned = new Set<string>();
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const file = join(folder, name);
    const record = readRecord(file);
    if (record !== null && isAlive(record.owner)) {
      for (const address of record.addresses) owned.add(address);
      continue;
    }
    sweepRecord(file);
    said.push(`swept an earlier testbed on ${record?.addresses.join(" and ") ?? name}`);
  }
  for (const address of listHoledAddresses()) {
    if (owned.has(address) || isListenedOn(address)) continue;
    removeHoles(address);
    said.push(`removed an earlier black hole of ${address}`);
  }
  for (const address of listDivertedAddresses()) {
    if (owned.has(address) || isListenedOn(address)) continue;
    endDiversions(address);
    said.push(`ended an earlier diversion of ${address}`);
  }
  return said;
}

/** A server still listens there: the rule belongs to a testbed recorded in another cache folder. */
function isListenedOn(address: string): boolean {
  const octets = address.split(".").map((octet) => Number(octet).toString(16).padStart(2, "0"));
  const wanted = octets.toReversed().join("").toUpperCase();
  const sockets = readFileSync("/proc/net/tcp", "utf8").split("\n");
  return sockets.some((line) => new RegExp(`^\\s*\\d+: ${wanted}:[0-9A-F]{4} \\S+ 0A `).test(line));
}

function killIfOurs(pid: number, folder: string): void {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync(commandLine) || !readFileSync(commandLine, "utf8").includes(folder)) return;
  process.kill(pid, "SIGKILL");
}
