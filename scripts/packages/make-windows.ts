/** Makes the installers for Windows of electron-builder's unpacked folder, signed where there are keys. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeMsi } from "./make-msi.ts";
import { makeNsis } from "./make-nsis.ts";
import { writeSignCommand, type WindowsSigning } from "./windows-signing.ts";

export type WindowsWish = {
  readonly root: string;
  readonly unpacked: string;
  readonly version: string;
  readonly out: string;
  readonly kinds: readonly ("msi" | "nsis")[];
  readonly signing: WindowsSigning;
};

export type MadeInstaller = { readonly file: string; readonly productCode: string | null };

export function makeWindows({ root, unpacked, version, out, kinds, signing }: WindowsWish): MadeInstaller[] {
  const work = mkdtempSync(join(tmpdir(), "tandem-installer-"));
  try {
    const sign = writeSignCommand(signing, work);
    return kinds.map((kind) => {
      const file = join(out, kind === "msi" ? `tandem-${version}.msi` : `tandem-setup-${version}.exe`);
      const wish = { root, unpacked, work, version, file, sign };
      const productCode = kind === "msi" ? makeMsi(wish) : null;
      if (kind === "nsis") makeNsis(wish);
      if (sign !== null) execFileSync(sign, [file]);
      return { file, productCode };
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
