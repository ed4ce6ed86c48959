/** Whether a detached Ed25519 signature (RFC 8032) over these very bytes is by this key. */
import { createPublicKey, verify } from "node:crypto";

/** What stands before the 32 bytes of a key in its DER form (RFC 8410 §4). */
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

/**
 * @param publicKey 32 bytes in base64.
 * @param signature 64 bytes in base64.
 * @returns false for whatever is not such a key or signature, too.
 */
export function verifyEd25519(publicKey: string, signature: string, bytes: Uint8Array): boolean {
  const key = Buffer.from(publicKey, "base64");
  const signed = Buffer.from(signature, "base64");
  if (key.length !== 32 || signed.length !== 64) return false;
  try {
    const spki = createPublicKey({ key: Buffer.concat([spkiPrefix, key]), format: "der", type: "spki" });
    return verify(null, bytes, spki, signed);
  } catch {
    return false;
  }
}
