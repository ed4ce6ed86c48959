/** `npm run packages [-- kinds]`: builds the app and packs it for every system, each package by its one definition. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { makeWindows } from "./packages/make-windows.ts";
import { readPackageFlags, type PackageKind, type PackageWish } from "./packages/package-flags.ts";
import { runBuilder } from "./packages/run-builder.ts";
import { makeStandInElectron } from "./packages/stand-in-electron.ts";
import { toUpdateList } from "./packages/to-update-list.ts";
import { readWindowsSigning, type WindowsSigning } from "./packages/windows-signing.ts";
import { runProgram } from "./run-program.ts";

const root = join(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

const flags = readPackageFlags(process.argv.slice(2), process.platform);
const signing = readWindowsSigning(process.env);
if (flags.kind === "usage") refuse(flags.problem, 2);
else if (signing.kind === "wrong") refuse(signing.problem, 2);
else process.exitCode = (await makeAll(flags.wish, signing)) ? 0 : 1;

function refuse(problem: string, code: number): void {
  console.error(problem);
  process.exitCode = code;
}

/** One for both processors, and the zip that a Mac updates itself from. */
function toMacTargets(kinds: readonly PackageKind[]): readonly string[] {
  return [...kinds, "zip"].map((kind) => `${kind}:universal`);
}

async function makeAll(wish: PackageWish, signs: WindowsSigning): Promise<boolean> {
  const out = resolve(root, wish.out);
  mkdirSync(out, { recursive: true });
  const build = await runProgram(root, "electron-vite", ["build", "--logLevel", "warn"], { isShown: true });
  if (build.code !== 0) return false;
  const work = mkdtempSync(join(tmpdir(), "tandem-electron-"));
  try {
    const isMade = async (
      system: "linux" | "win" | "mac",
      targets: readonly PackageKind[],
      packed: readonly string[],
    ) => {
      if (targets.length === 0) return true;
      const electron = wish.isStandIn && system !== "mac" ? join(work, system) : null;
      if (electron !== null && system !== "mac") makeStandInElectron(root, electron, system);
      return (await runBuilder({ root, system, targets: packed, electron, out, isShown: true })).code === 0;
    };
    const pick = <Kind extends PackageKind>(...some: Kind[]) => some.filter((kind) => wish.kinds.includes(kind));
    const ofLinux = pick("deb", "rpm");
    // By itself: electron-builder writes into the app's folder that it is a deb's or an rpm's, and would pack that too.
    const alone = pick("appimage");
    const ofMac = pick("dmg", "pkg");
    const ofWindows = pick("msi", "nsis");
    if (
      !(await isMade("linux", alone, alone)) ||
      !(await isMade("linux", ofLinux, ofLinux)) ||
      !(await isMade("mac", ofMac, toMacTargets(ofMac)))
    )
      return false;
    if (!(await isMade("win", ofWindows, ["dir"]))) return false;
    const unpacked = join(out, "win-unpacked");
    const made = makeWindows({ root, unpacked, version, out, kinds: ofWindows, signing: signs });
    for (const { file, productCode } of made) {
      console.log(`made ${file}${productCode === null ? "" : `, product code ${productCode}`}, ${signs.kind}`);
    }
    const nsis = made.find(({ productCode }) => productCode === null)?.file;
    if (nsis !== undefined) {
      const offered = { version, name: basename(nsis), content: readFileSync(nsis), atMade: Date.now() };
      writeFileSync(join(out, "latest.yml"), toUpdateList(offered));
    }
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
