/** Signs what a folder offers: every manifest in it gets the administrator's Ed25519 signature beside it. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseManifest } from "../../electron/updates/open-updater.ts";
import { readManifest } from "../../electron/updates/read-manifest.ts";
import { fail, type Result, succeed } from "../../shared/lib/result.ts";

/** @returns the public key, as a policy has it. @throws when the file is there already: it may be the key of a whole fleet. */
export function makeKey(path: string): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(path, pem, { flag: "wx", mode: 0o600 });
  return toPublicKey(privateKey);
}

export type Signed = {
  readonly publicKey: string;
  readonly manifests: readonly { readonly name: string; readonly version: string; readonly percentage: number }[];
};

/**
 * @param folder of a ring.
 * @returns what was signed, or the one line that says why nothing was: all manifests are read before any is signed.
 */
export function signManifests(folder: string, keyPath: string): Result<Signed, string> {
  const key = readKey(keyPath);
  if (key === null) return fail(`${keyPath}: this is no private Ed25519 key. Make one with --new-key=<file>.`);
  const names = listManifests(folder);
  if (names.length === 0) {
    return fail(`${folder}: there is no latest*.yml. Copy what electron-builder made into this folder.`);
  }
  const manifests: (Signed["manifests"][number] & { readonly bytes: Buffer })[] = [];
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    const read = readManifest({ bytes, signature: null, url: `https://localhost/${name}` }, null, parseManifest);
    if (!read.ok) return fail(`${join(folder, name)}: ${explain(read.failure)} Nothing was signed.`);
    manifests.push({ name, bytes, version: read.value.version, percentage: read.value.percentage });
  }
  for (const { name, bytes } of manifests) {
    writeFileSync(join(folder, `${name}.sig`), `${sign(null, bytes, key).toString("base64")}\n`);
  }
  return succeed({
    publicKey: toPublicKey(key),
    manifests: manifests.map(({ name, version, percentage }) => ({ name, version, percentage })),
  });
}

function listManifests(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^latest.*\.yml$/u.test(name))
      .toSorted();
  } catch {
    return [];
  }
}

function readKey(path: string): KeyObject | null {
  try {
    const key = createPrivateKey(readFileSync(path));
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

function explain(failure: string): string {
  return failure === "elsewhere"
    ? "a file of it lies on another server; its files lie where it does."
    : "no phone would take this: a version of three numbers, and of every file its url, sha512 and size are needed.";
}

function toPublicKey(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32).toString("base64");
}
