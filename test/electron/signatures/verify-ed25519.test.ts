import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyEd25519 } from "../../../electron/signatures/verify-ed25519.ts";

/** RFC 8032 §7.1, test 2. */
const published = {
  key: Buffer.from("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "hex").toString("base64"),
  signature: Buffer.from(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "hex",
  ).toString("base64"),
  bytes: Uint8Array.of(0x72),
};

describe("a signature", () => {
  test("of the standard's own example is one", () => {
    expect(verifyEd25519(published.key, published.signature, published.bytes)).toBe(true);
  });

  test("holds for these bytes, this key and nothing else", () => {
    const { key, signature, bytes } = published;
    const other = generateKeyPairSync("ed25519");
    const otherKey = other.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
    expect(verifyEd25519(key, signature, Uint8Array.of(0x73))).toBe(false);
    expect(verifyEd25519(otherKey, signature, bytes)).toBe(false);
    expect(verifyEd25519(key, sign(null, bytes, other.privateKey).toString("base64"), bytes)).toBe(false);
  });

  test("or a key that is none is no error, but no signature either", () => {
    const { key, signature, bytes } = published;
    for (const bad of ["", "not base64 at all", key, signature.slice(4)]) {
      expect(verifyEd25519(key, bad, bytes)).toBe(false);
    }
    for (const bad of ["", signature, "AAAA"]) expect(verifyEd25519(bad, signature, bytes)).toBe(false);
  });
});
