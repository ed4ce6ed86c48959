/** The list of versions that an update server gives to Windows, in electron-builder's form: ours, because the installer is. */
import { createHash } from "node:crypto";

export type OfferedInstaller = {
  readonly version: string;
  /** Of the installer's file, which lies beside the list. */
  readonly name: string;
  readonly content: Buffer;
  /** Epoch ms. */
  readonly atMade: number;
};

/** @returns latest.yml (electron-updater reads it with the `generic` provider). */
export function toUpdateList({ version, name, content, atMade }: OfferedInstaller): string {
  const sha512 = createHash("sha512").update(content).digest("base64");
  return [
    `version: ${version}`,
    "files:",
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${content.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    `releaseDate: '${new Date(atMade).toISOString()}'`,
    "",
  ].join("\n");
}
