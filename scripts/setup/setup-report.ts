// What setup found or installed on this machine, read by tests so that they can name what they skip.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";

export type AsteriskRoot = { root: string; version: string };
export type SlapdRoot = { root: string; version: string };

export type SetupReport = {
  chromium: string | null;
  asterisk: AsteriskRoot | null;
  /** Null where there is no iptables or no right to use it: black holes cannot be made. */
  iptables: string | null;
  /** `ip`, where it may also make network namespaces; null elsewhere: no network can be changed, no socket closed. */
  iproute2: string | null;
  /** Null where it cannot be fetched or run: no directory is asked. */
  slapd: SlapdRoot | null;
  /** `apt-get`, where packages can be made and installed; null elsewhere: no package is tried. */
  packaging: string | null;
  /** One sentence on what is missing and why, or null when nothing is. */
  reason: string | null;
};

const reportFile = (): string => join(cacheFolder(), "setup.json");

/** The last report, with what has vanished since taken out. */
export function readSetup(): SetupReport {
  const stored = readStored();
  if (stored === null) {
    return {
      chromium: null,
      asterisk: null,
      iptables: null,
      iproute2: null,
      slapd: null,
      packaging: null,
      reason: "setup has not run; run: npm run setup",
    };
  }
  const chromium = stored.chromium !== null && existsSync(stored.chromium) ? stored.chromium : null;
  const asterisk = stored.asterisk !== null && existsSync(stored.asterisk.root) ? stored.asterisk : null;
  const storedSlapd = stored.slapd ?? null;
  const slapd = storedSlapd !== null && existsSync(storedSlapd.root) ? storedSlapd : null;
  const hasVanished = chromium !== stored.chromium || asterisk !== stored.asterisk || slapd !== storedSlapd;
  const isOlder = stored.slapd === undefined || stored.iproute2 === undefined || stored.packaging === undefined;
  const reason = hasVanished
    ? "something setup had found is gone; run: npm run setup"
    : isOlder
      ? "an older setup did not look for all of it; run: npm run setup"
      : stored.reason;
  const { iptables, iproute2 = null, packaging = null } = stored;
  return { chromium, asterisk, iptables, iproute2, slapd, packaging, reason };
}

export function writeSetup(report: SetupReport): void {
  writeFileSync(reportFile(), `${JSON.stringify(report, null, 2)}\n`);
}

/** One that an earlier version wrote lacks what was added since. */
type StoredReport = Omit<SetupReport, "iproute2" | "slapd" | "packaging"> & {
  iproute2?: string | null;
  slapd?: SlapdRoot | null;
  packaging?: string | null;
};

function readStored(): StoredReport | null {
  try {
    return JSON.parse(readFileSync(reportFile(), "utf8")) as StoredReport;
  } catch {
    return null;
  }
}
