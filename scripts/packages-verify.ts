/** `npm run packages:verify`: packs the app of a stand-in for Electron twice, and tries every package as far as this computer can. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "./packages/finding.ts";
import { makeWindows } from "./packages/make-windows.ts";
import { runBuilder } from "./packages/run-builder.ts";
import { makeStandInElectron, type PackedSystem } from "./packages/stand-in-electron.ts";
import { tryRpm } from "./packages/try-rpm.ts";
import { tryWindows, type Installers } from "./packages/try-windows.ts";
import { runProgram } from "./run-program.ts";
import { findProgram } from "./setup/system.ts";

const root = join(import.meta.dirname, "..");
const versions = { old: "1.0.0", new: "1.0.1" } as const;
type Age = keyof typeof versions;

const work = mkdtempSync(join(tmpdir(), "tandem-packages-"));
try {
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "error"], { isShown: true });
  if (build.code !== 0) throw new Error("the app could not be built");
  const findings = [...(await lookAtRpm()), ...(await lookAtWindows())];
  const words = (one: Finding) => (one.isGood === null ? "SKIPPED" : one.isGood ? "ok     " : "FAIL   ");
  for (const one of findings) console.log(`${words(one)} ${one.what}${one.problem === "" ? "" : `: ${one.problem}`}`);
  console.log(
    "The deb is tried by `npm test` (test/e2e/deb-package.test.ts). AppImage, dmg and pkg are tried nowhere here.",
  );
  if (findings.some(({ isGood }) => isGood === false)) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @returns the folder with what electron-builder made of this version. */
async function pack(system: PackedSystem, target: string, age: Age): Promise<string> {
  const electron = join(work, `electron-${system}`);
  makeStandInElectron(root, electron, system);
  const out = join(work, `${target}-${age}`);
  const { code, output } = await runBuilder({ root, system, targets: [target], electron, out, version: versions[age] });
  if (code !== 0) throw new Error(`electron-builder ended with ${code}:\n${output}`);
  return out;
}

async function lookAtRpm(): Promise<Finding[]> {
  if (findProgram("rpmbuild") === null) return [skip("rpm: made and tried", "no rpmbuild; npm run setup")];
  const make = async (age: Age) => join(await pack("linux", "rpm", age), `tandem-${versions[age]}.x86_64.rpm`);
  return tryRpm({ old: await make("old"), new: await make("new") }, work);
}

async function lookAtWindows(): Promise<Finding[]> {
  if (findProgram("wixl") === null || findProgram("makensis") === null) {
    return [skip("MSI and NSIS: made and tried", "no wixl or no makensis; npm run setup")];
  }
  const make = async (age: Age): Promise<Installers> => {
    const out = await pack("win", "dir", age);
    const [msi, nsis] = makeWindows({
      root,
      unpacked: join(out, "win-unpacked"),
      version: versions[age],
      out,
      kinds: ["msi", "nsis"],
      signing: { kind: "unsigned" },
    });
    return { msi: msi?.file ?? "", nsis: nsis?.file ?? "" };
  };
  const installers = { old: await make("old"), new: await make("new") };
  const made: Finding = { what: "MSI and NSIS: made", isGood: true, problem: "" };
  if (findProgram("wine") === null) {
    return [made, skip("MSI and NSIS: tried in Wine", "no wine here; sudo apt-get install wine wine64")];
  }
  return [made, ...tryWindows(installers, work)];
}

function skip(what: string, problem: string): Finding {
  return { what, isGood: null, problem };
}
