/** The key that documents behind a link are signed with: made once, kept where nobody else reads it, its public half put into a policy. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";

/** @returns a private key as PEM (PKCS #8). */
export function makeSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

export function readSigningKey(pem: string): Result<KeyObject, "notAKey"> {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === "ed25519" ? succeed(key) : fail("notAKey");
  } catch {
    return fail("notAKey");
  }
}

const rawKeyBytes = 32;

/** @returns as `provisioning.signedBy` takes it: the 32 raw bytes (RFC 8032 §5.1.5), base64. */
export function toPublicKey(key: KeyObject): string {
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return spki.subarray(-rawKeyBytes).toString("base64");
}

/** @returns as `Tandem-Signature` and a `.sig` file have it: 64 bytes, base64. */
export function signBytes(key: KeyObject, bytes: Uint8Array): string {
  return sign(null, bytes, key).toString("base64");
}
