// Makes a self-signed server certificate for an IP address (RFC 5280), so that no openssl program is needed.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export type Certificate = {
  certificatePem: string;
  keyPem: string;
  /** Base64 SHA-256 of the SubjectPublicKeyInfo in DER, as `pinnedSpki` wants it. */
  spkiPin: string;
};

const ecdsaWithSha256 = "06082a8648ce3d040302";
const commonNameId = "0603550403";
const subjectAltNameId = "0603551d11";
const extendedKeyUsageId = "0603551d25";
const serverAuthId = "06082b06010505070301";

const dayMs = 86_400_000;

/** An EC P-256 certificate for `address` (IPv4), valid for 31 days; they end in 30. @param keyPem of the one it follows. */
export function makeCertificate(address: string, atEnd = Date.now() + 30 * dayMs, keyPem?: string): Certificate {
  const privateKey =
    keyPem === undefined
      ? generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey
      : createPrivateKey(keyPem);
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ type: "spki", format: "der" });
  const algorithm = der(0x30, Buffer.from(ecdsaWithSha256, "hex"));
  const name = nameOf(address);
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    name,
    der(0x30, utcTime(atEnd - 31 * dayMs), utcTime(atEnd)),
    name,
    spki,
    der(0xa3, der(0x30, subjectAltName(address), extendedKeyUsage())),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  const certificate = der(0x30, toBeSigned, algorithm, der(0x03, Buffer.of(0), signature));
  return {
    certificatePem: pem("CERTIFICATE", certificate),
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    spkiPin: createHash("sha256").update(spki).digest("base64"),
  };
}

function der(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const size = body.length;
  if (size < 0x80) return Buffer.concat([Buffer.of(tag, size), body]);
  if (size < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, size), body]);
  return Buffer.concat([Buffer.of(tag, 0x82, size >> 8, size & 0xff), body]);
}

function nameOf(commonName: string): Buffer {
  const attribute = der(0x30, Buffer.from(commonNameId, "hex"), der(0x0c, Buffer.from(commonName)));
  return der(0x30, der(0x31, attribute));
}

function utcTime(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function subjectAltName(address: string): Buffer {
  const octets = Buffer.from(address.split(".").map(Number));
  return der(0x30, Buffer.from(subjectAltNameId, "hex"), der(0x04, der(0x30, der(0x87, octets))));
}

function extendedKeyUsage(): Buffer {
  return der(0x30, Buffer.from(extendedKeyUsageId, "hex"), der(0x04, der(0x30, Buffer.from(serverAuthId, "hex"))));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
