/** Signs for Windows with the keys that electron-builder takes from the environment, by osslsigncode on any system. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type WindowsSigning =
  | { readonly kind: "unsigned" }
  | {
      readonly kind: "signed";
      readonly certificate: string;
      readonly password: string;
      readonly timestampUrl: string | null;
    }
  | { readonly kind: "wrong"; readonly problem: string };

/** A signature without a time ends with its certificate. */
const usualTimestampUrl = "http://timestamp.digicert.com";

/**
 * `WIN_CSC_LINK` names a .p12 or .pfx file, `WIN_CSC_KEY_PASSWORD` opens it (`CSC_…` where these are not set);
 * `TANDEM_TIMESTAMP_URL` names who says when, `none` nobody.
 */
export function readWindowsSigning(env: Readonly<Record<string, string | undefined>>): WindowsSigning {
  const link = env["WIN_CSC_LINK"] ?? env["CSC_LINK"] ?? "";
  if (link === "") return { kind: "unsigned" };
  const certificate = link.replace(/^file:\/\//u, "");
  if (!existsSync(certificate)) {
    const problem =
      "WIN_CSC_LINK names no file here; the installers are signed with a .p12 or .pfx file. Nothing was made.";
    return { kind: "wrong", problem };
  }
  const password = env["WIN_CSC_KEY_PASSWORD"] ?? env["CSC_KEY_PASSWORD"] ?? "";
  const asked = env["TANDEM_TIMESTAMP_URL"] ?? usualTimestampUrl;
  return { kind: "signed", certificate, password, timestampUrl: asked === "none" ? null : asked };
}

/**
 * @param work a folder that only its owner reads: the password lies in it, never on a command line.
 * @returns a command that signs the file named behind it, in place; null where there are no keys.
 */
export function writeSignCommand(signing: WindowsSigning, work: string): string | null {
  if (signing.kind !== "signed") return null;
  const password = join(work, "password");
  writeFileSync(password, signing.password, { mode: 0o600 });
  const time = signing.timestampUrl === null ? "" : ` -ts ${quote(signing.timestampUrl)}`;
  const keys = `-pkcs12 ${quote(signing.certificate)} -readpass ${quote(password)}`;
  const command = join(work, "sign");
  const script = [
    "#!/bin/sh",
    "set -e",
    `osslsigncode sign ${keys} -h sha256 -n Tandem${time} -in "$1" -out "$1.signed" >&2`,
    'mv "$1.signed" "$1"',
    "",
  ];
  writeFileSync(command, script.join("\n"), { mode: 0o700 });
  return command;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
