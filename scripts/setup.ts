// Makes this machine able to run the tests and the demo: sweeps leftovers, finds or installs what is missing, says so.
import { join } from "node:path";
import { sweepLeftovers } from "../test/testbed/leftovers.ts";
import { ensureAsteriskRoot } from "./setup/asterisk-root.ts";
import { cacheFolder } from "./setup/cache-folder.ts";
import { withLock } from "./setup/lock-file.ts";
import { writeSetup, type SetupReport } from "./setup/setup-report.ts";
import { findChromium, findIptables, installPackages, mayInstall } from "./setup/system-packages.ts";
import { findProgram, readSystem, type System } from "./setup/system.ts";

const say = (line: string): void => console.log(`setup: ${line}`);

async function installMissing(system: System): Promise<string | null> {
  const missing = [
    ...(findChromium() === null ? ["chromium"] : []),
    ...(findProgram("iptables") === null && system.distribution !== "other" ? ["iptables"] : []),
  ];
  if (missing.length === 0) return null;
  if (mayInstall(system)) return installPackages(missing, say);
  if (system.distribution === "other") return "no browser found; install Chrome, Chromium or Edge";
  return `missing ${missing.join(" and ")}; to add: sudo apt-get install ${missing.join(" ")}`;
}

async function setUp(): Promise<SetupReport> {
  const system = readSystem();
  for (const line of sweepLeftovers()) say(line);
  const packages = await installMissing(system);
  const asterisk = await ensureAsteriskRoot(system, cacheFolder("asterisk"), say);
  const reasons = [
    packages,
    asterisk.kind === "unavailable" ? asterisk.reason : null,
    system.isRoot ? null : "black holes need root",
  ];
  const reason = reasons.filter((reason) => reason !== null).join("; ");
  return {
    chromium: findChromium(),
    asterisk: asterisk.kind === "ready" ? asterisk.asterisk : null,
    iptables: findIptables(system),
    reason: reason === "" ? null : reason,
  };
}

const report = await withLock(join(cacheFolder(), "setup.lock"), setUp, () => say("waiting for another setup"));
writeSetup(report);
say(report.chromium === null ? "no browser: everything that needs a page is skipped" : `browser ${report.chromium}`);
say(
  report.asterisk === null
    ? "no Asterisk: every test on two real servers is skipped"
    : `Asterisk ${report.asterisk.version} in ${report.asterisk.root}`,
);
if (report.iptables === null) say("no iptables, or not root: every black hole is skipped");
if (report.reason !== null) say(report.reason);
const isComplete = report.chromium !== null && report.asterisk !== null && report.iptables !== null;
process.exitCode = readSystem().isCi && !isComplete ? 1 : 0;
