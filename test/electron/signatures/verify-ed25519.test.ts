import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { verifyEd25519 } from "../../../electron/signatures/verify-ed25519.ts";

// RFC 8032 §7.1, test 2.
const publicKey = Buffer.from("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "hex").toString(
  "base64",
);
const signature = Buffer.from(
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  "hex",
).toString("base64");

test("a signature of the standard's own example is good for its bytes alone", () => {
  expect(verifyEd25519(publicKey, signature, Buffer.of(0x72))).toBe(true);
  expect(verifyEd25519(publicKey, signature, Buffer.of(0x73))).toBe(false);
});

test("another key's signature, and what is neither key nor signature, is not good", () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const bytes = Buffer.of(0x72);
  expect(verifyEd25519(publicKey, sign(null, bytes, privateKey).toString("base64"), bytes)).toBe(false);
  for (const broken of ["", "AAAA", "not base64", signature.slice(4), Buffer.alloc(64).toString("base64")]) {
    expect(verifyEd25519(publicKey, broken, bytes)).toBe(false);
  }
  for (const broken of ["", publicKey.slice(4), Buffer.alloc(33).toString("base64")]) {
    expect(verifyEd25519(broken, signature, bytes)).toBe(false);
  }
});
