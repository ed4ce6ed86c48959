/** A folder that looks like Electron's own to whoever packs it; on Linux its program opens the app in the Chromium host. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type PackedSystem = "linux" | "win";

/** What @electron/fuses looks for in Electron's binary, then the wire's version and length, then the fuses, all off. */
const fuseWire = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, 8]),
  Buffer.from("0".repeat(8)),
]);

/** Debian's `nsis` has programs for Windows that are whole and do nothing: one stands in for electron.exe. */
const windowsProgram = "/usr/share/nsis/Stubs/zlib-amd64-unicode";

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
    writeFileSync(join(folder, "electron.exe"), Buffer.concat([readFileSync(windowsProgram), fuseWire]));
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
