// Makes this machine able to run the tests and the demo: sweeps leftovers, finds or installs what is missing, says so.
import { join } from "node:path";
import { sweepLeftovers } from "../test/testbed/leftovers.ts";
import { sweepCables } from "../test/testbed/two-cables.ts";
import { ensureAsteriskRoot } from "./setup/asterisk-root.ts";
import { cacheFolder } from "./setup/cache-folder.ts";
import { ensureKamailioRoot } from "./setup/kamailio-root.ts";
import { withLock } from "./setup/lock-file.ts";
import { readSetup, writeSetup, type SetupReport } from "./setup/setup-report.ts";
import { findChromium, findIproute2, findIptables, installPackages, mayInstall } from "./setup/system-packages.ts";
import { findPackaging, listMissingPackages } from "./setup/packaging.ts";
import { findProgram, readSystem, type System } from "./setup/system.ts";
import { ensureSlapdRoot } from "./setup/slapd-root.ts";
import { readWantedParts, type Part } from "./setup/wanted-parts.ts";

const say = (line: string): void => console.log(`setup: ${line}`);

async function installMissing(system: System, wanted: readonly Part[]): Promise<string | null> {
  const mayFilter = wanted.includes("iptables") && system.distribution !== "other";
  const missing = [
    ...(findChromium() === null ? ["chromium"] : []),
    ...(mayFilter && findProgram("iptables") === null ? ["iptables"] : []),
    ...(mayFilter && findProgram("ip") === null ? ["iproute2"] : []),
    ...(wanted.includes("packaging") ? listMissingPackages(system) : []),
  ];
  if (missing.length === 0) return null;
  if (mayInstall(system)) return installPackages(missing, say);
  if (system.distribution === "other") return "no browser found; install Chrome, Chromium or Edge";
  return `missing ${missing.join(" and ")}; to add: sudo apt-get install ${missing.join(" ")}`;
}

/** What is not wanted this time stays as an earlier run found it. */
async function setUp(wanted: readonly Part[]): Promise<SetupReport> {
  const system = readSystem();
  for (const line of [...(await sweepLeftovers()), ...sweepCables()]) say(line);
  const packages = await installMissing(system, wanted);
  if (!wanted.includes("asterisk")) {
    const before = readSetup();
    return { ...before, chromium: findChromium(), reason: packages ?? before.reason };
  }
  const asterisk = await ensureAsteriskRoot(system, cacheFolder("asterisk"), say);
  const slapd = await ensureSlapdRoot(system, say);
  const kamailio = wanted.includes("kamailio") ? await ensureKamailioRoot(system, say) : null;
  const reasons = [
    packages,
    slapd.kind === "unavailable" ? slapd.reason : null,
    kamailio?.kind === "unavailable" ? kamailio.reason : null,
    asterisk.kind === "unavailable" ? asterisk.reason : null,
    system.isRoot ? null : "black holes need root",
  ];
  const reason = reasons.filter((reason) => reason !== null).join("; ");
  return {
    chromium: findChromium(),
    asterisk: asterisk.kind === "ready" ? asterisk.asterisk : null,
    iptables: findIptables(system),
    iproute2: findIproute2(system),
    packaging: findPackaging(system),
    slapd: slapd.kind === "ready" ? { root: slapd.root, version: slapd.version } : null,
    reason: reason === "" ? null : reason,
  };
}

const wanted = readWantedParts(process.argv.slice(2));
if (wanted.kind === "usage") {
  console.error(wanted.problem);
  process.exit(2);
}
const { parts } = wanted;
const isWhole = parts.includes("asterisk");
const report = await withLock(
  join(cacheFolder(), "setup.lock"),
  () => setUp(parts),
  () => say("waiting for another setup"),
);
writeSetup(report);
say(report.chromium === null ? "no browser: everything that needs a page is skipped" : `browser ${report.chromium}`);
if (isWhole) {
  say(
    report.asterisk === null
      ? "no Asterisk: every test on two real servers is skipped"
      : `Asterisk ${report.asterisk.version} in ${report.asterisk.root}`,
  );
  say(
    report.slapd === null
      ? "no slapd: every test on a real directory is skipped"
      : `slapd ${report.slapd.version} in ${report.slapd.root}`,
  );
  if (report.packaging === null)
    say("no tools to make packages, or no right to install them: every package is skipped");
  if (report.iptables === null) say("no iptables, or not root: every black hole is skipped");
  if (report.iproute2 === null)
    say("no iproute2, or no right to network namespaces: every change of network is skipped");
}
if (report.reason !== null && (isWhole || report.chromium === null)) say(report.reason);
const isComplete =
  report.chromium !== null &&
  (!isWhole ||
    [report.asterisk, report.iptables, report.iproute2, report.slapd, report.packaging].every((part) => part !== null));
process.exitCode = readSystem().isCi && !isComplete ? 1 : 0;
