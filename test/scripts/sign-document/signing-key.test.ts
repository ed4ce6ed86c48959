/** A document is signed as an administrator does it, and taken as a seat does. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verifyEd25519 } from "../../../electron/signatures/verify-ed25519.ts";
import { readSigningKey } from "../../../scripts/sign-document/signing-key.ts";
import { aPolicy } from "../../electron/settings/a-policy.ts";

const script = join(import.meta.dirname, "../../../scripts/sign-document.ts");

function run(...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...flags], { encoding: "utf8" });
  return { status, said: (stdout + stderr).trim() };
}

test("a folder of documents is signed by a key that only its owner can read, and that is never written over", () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-sign-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = join(folder, "key.pem");
  const document = join(folder, "1001.json");
  writeFileSync(document, JSON.stringify(aPolicy(), null, 2));
  const made = run("--make-key", key);
  const publicKey = made.said.replace("provisioning.signedBy: ", "");
  expect([made.status, statSync(key).mode & 0o777]).toEqual([0, 0o600]);
  expect(run("--make-key", key)).toMatchObject({ status: 2, said: expect.stringContaining("EEXIST") });
  expect(run("--key", key, folder)).toEqual({ status: 0, said: "1 signed" });
  const signature = readFileSync(`${document}.sig`, "utf8").trim();
  expect(verifyEd25519(publicKey, signature, readFileSync(document))).toBe(true);
  writeFileSync(document, "{");
  expect(run("--key", key, document)).toMatchObject({ status: 2, said: expect.stringContaining("this is not JSON") });
});

test("what is no such key is not taken for one", () => {
  expect(readSigningKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")).toEqual({
    ok: false,
    failure: "notAKey",
  });
});
