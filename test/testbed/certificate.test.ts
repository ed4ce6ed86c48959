// The self-made certificate is one that TLS libraries read, for exactly the address it was made for.
import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { makeCertificate } from "./certificate.ts";

it("makes a valid certificate whose pin is the digest of its public key", () => {
  const { certificatePem, keyPem, spkiPin } = makeCertificate("127.0.7.11");
  const certificate = new X509Certificate(certificatePem);
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  expect({
    names: certificate.subjectAltName,
    isForAddress: certificate.checkIP("127.0.7.11"),
    isForAnother: certificate.checkIP("127.0.7.12"),
    isSelfSigned: certificate.verify(certificate.publicKey),
    hasItsKey: certificate.checkPrivateKey(createPrivateKey(keyPem)),
    isValidNow: new Date(certificate.validFrom) < new Date() && new Date() < new Date(certificate.validTo),
    pin: createHash("sha256").update(spki).digest("base64"),
  }).toEqual({
    names: "IP Address:127.0.7.11",
    isForAddress: "127.0.7.11",
    isForAnother: undefined,
    isSelfSigned: true,
    hasItsKey: true,
    isValidNow: true,
    pin: spkiPin,
  });
});
