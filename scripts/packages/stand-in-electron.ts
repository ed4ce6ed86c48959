/** A folder that looks like Electron's own to whoever packs it; on Linux its program opens the app in the Chromium host. */
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type PackedSystem = "linux" | "win";

/** What @electron/fuses looks for in Electron's binary, then the wire's version and length, then the fuses, all off. */
const fuseWire = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, 8]),
  Buffer.from("0".repeat(8)),
]);

/** A whole program for Windows that does nothing, with a version and an icon as electron-builder expects to find in Electron's. */
const windowsProgram = [
  "Unicode true",
  "Target amd64-unicode",
  "SilentInstall silent",
  "RequestExecutionLevel user",
  "Name Electron",
  'VIProductVersion "1.0.0.0"',
  'VIAddVersionKey FileVersion "1.0.0"',
  'VIAddVersionKey FileDescription "A stand-in"',
  'VIAddVersionKey LegalCopyright "The Tandem authors"',
  "Section",
  "SectionEnd",
  "",
].join("\n");

/**
 * @param root this checkout, which the program on Linux needs to stay where it is.
 * @param folder made here, and filled.
 */
export function makeStandInElectron(root: string, folder: string, system: PackedSystem): void {
  mkdirSync(join(folder, "resources"), { recursive: true });
  mkdirSync(join(folder, "locales"), { recursive: true });
  for (const name of ["LICENSE", "LICENSES.chromium.html", "icudtl.dat", "resources.pak"]) {
    writeFileSync(join(folder, name), "a stand-in\n");
  }
  for (const name of ["de", "en-US", "es", "fr", "ja", "ru"])
    writeFileSync(join(folder, "locales", `${name}.pak`), "\n");
  if (system === "win") {
    const program = join(folder, "electron.exe");
    execFileSync("makensis", ["-V1", "-NOCD", `-XOutFile "${program}"`, "-"], { input: windowsProgram });
    appendFileSync(program, fuseWire);
    return;
  }
  writeFileSync(join(folder, "electron"), Buffer.concat([Buffer.from(toLauncher(root)), fuseWire]));
  writeFileSync(join(folder, "chrome-sandbox"), "a stand-in\n");
  chmodSync(join(folder, "electron"), 0o755);
  chmodSync(join(folder, "chrome-sandbox"), 0o755);
}

function toLauncher(root: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const start = join(root, "test/host/start-packed.ts");
  return [
    "#!/bin/sh",
    "# Stands in for Electron where its binary cannot be had. Only for tests: it needs the checkout it was made in.",
    `exec ${quote(process.execPath)} ${quote(start)} "$(readlink -f "$0")" "$@"`,
    "# ",
  ].join("\n");
}
