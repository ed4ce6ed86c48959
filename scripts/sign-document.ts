/** `npm run sign-document`: makes a key, and signs documents so that seats take them from hands that are not trusted. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkPolicyText } from "../electron/settings/policy-file.ts";
import { toErrorText } from "../shared/lib/error-text.ts";
import { makeSigningKey, readSigningKey, signBytes, toPublicKey } from "./sign-document/signing-key.ts";

const usage = `Usage:
  npm run sign-document -- --make-key <file>            writes a new private key; keep it off the web server
  npm run sign-document -- --key <file>                 prints the public key for the policy provisioning.signedBy
  npm run sign-document -- --key <file> <document …>    writes <document>.sig beside each; a folder: each .json in it`;

function run(): void {
  const { values, positionals } = parseArgs({
    options: { "make-key": { type: "string" }, key: { type: "string" } },
    allowPositionals: true,
  });
  const { "make-key": fresh, key: path } = values;
  if (fresh !== undefined) {
    const pem = makeSigningKey();
    // A key that is there signs what is out; another in its place would silence every seat.
    writeFileSync(fresh, pem, { mode: 0o600, flag: "wx" });
    const key = readSigningKey(pem);
    if (key.ok) console.log(`provisioning.signedBy: ${toPublicKey(key.value)}`);
    return;
  }
  if (path === undefined) return refuse(usage);
  const key = readSigningKey(readFileSync(path, "utf8"));
  if (!key.ok) return refuse(`${path}: this is no Ed25519 private key. Make one with --make-key.`);
  if (positionals.length === 0) return console.log(`provisioning.signedBy: ${toPublicKey(key.value)}`);
  const documents = positionals.flatMap(listDocuments);
  for (const document of documents) {
    const bytes = readFileSync(document);
    const checked = checkPolicyText(document, bytes.toString("utf8"));
    if (!checked.ok) return refuse(checked.failure.line);
    writeFileSync(`${document}.sig`, `${signBytes(key.value, bytes)}\n`);
  }
  console.log(`${documents.length} signed`);
}

function listDocuments(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
}

function refuse(line: string): void {
  console.error(line);
  process.exitCode = 2;
}

try {
  run();
} catch (error) {
  refuse(toErrorText(error));
}
