/** What is found at a server's address before anybody signs in there. */
import { z } from "zod";

/** Why a certificate is not trusted by this computer. */
export const CertificateDoubt = z.enum(["unknownIssuer", "expired", "otherName"]);
export type CertificateDoubt = z.infer<typeof CertificateDoubt>;

/** @param code as OpenSSL and Node name it. */
export function toCertificateDoubt(code: string): CertificateDoubt {
  if (code.includes("CERT_HAS_EXPIRED")) return "expired";
  return code.includes("ALTNAME") ? "otherName" : "unknownIssuer";
}

export const ServerCheck = z.discriminatedUnion("kind", [
  /** It speaks SIP over WebSocket; `ms` from the first packet to its word. */
  z.strictObject({ kind: z.literal("answers"), ms: z.number().int().nonnegative() }),
  /** What was typed is no address, or an address without TLS that is not of this computer. */
  z.strictObject({ kind: z.literal("badAddress") }),
  z.strictObject({ kind: z.literal("unknownName") }),
  /** The computer is there, and nothing listens at that port. */
  z.strictObject({ kind: z.literal("refused") }),
  z.strictObject({ kind: z.literal("silent") }),
  /** There is no network, or no route there. */
  z.strictObject({ kind: z.literal("noRoute") }),
  /** `key`: base64 SHA-256 of its SubjectPublicKeyInfo, for whoever wants to trust it all the same. */
  z.strictObject({ kind: z.literal("untrusted"), doubt: CertificateDoubt, key: z.string() }),
  /** Something else listens there; `status` is what it answered over HTTP, null when that was no HTTP. */
  z.strictObject({ kind: z.literal("notAPhoneServer"), status: z.number().int().nullable() }),
]);
export type ServerCheck = z.infer<typeof ServerCheck>;
