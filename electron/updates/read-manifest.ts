/** From the very bytes that a server sent, and their signature, to what it offers; nothing of them is believed before. */
import { z } from "zod";
import { fail, type Result, succeed } from "../../shared/lib/result.ts";
import type { UpdateTrouble } from "../../shared/model/update.ts";
import { verifyEd25519 } from "../signatures/verify-ed25519.ts";
import { versionForm } from "./version.ts";

/** What one ring is offered, as it was signed. */
export type Manifest = {
  readonly version: string;
  /** How many of the seats, per cent. */
  readonly percentage: number;
  /** Whether its installer asks for an administrator's rights. */
  readonly needsAdministrator: boolean;
  readonly files: readonly ManifestFile[];
  /** The least version of the system's kernel, where one is named. */
  readonly minimumSystem: string | null;
};

export type ManifestFile = {
  /** Whole. */
  readonly url: string;
  /** Base64. */
  readonly sha512: string;
  /** Octets. */
  readonly size: number;
};

/** No installer is larger: 2 GiB. */
const mostOctets = 2 ** 31;

const Written = z.object({
  version: z.string().regex(versionForm),
  stagingPercentage: z.coerce.number().min(0).max(100).default(100),
  minimumSystemVersion: z.string().max(64).optional(),
  files: z
    .array(
      z.object({
        url: z.string().min(1).max(1024),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: z.number().int().positive().max(mostOctets),
        isAdminRightsRequired: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(32),
  isAdminRightsRequired: z.boolean().default(false),
});

export type SentManifest = {
  readonly bytes: Uint8Array;
  /** Base64; null: there is none. */
  readonly signature: string | null;
  /** Where it lies; its files lie on the same server. */
  readonly url: string;
};

/** @param parse the library's own reader of YAML. */
export function readManifest(
  sent: SentManifest,
  publicKey: string | null,
  parse: (text: string) => unknown,
): Result<Manifest, UpdateTrouble> {
  if (publicKey !== null) {
    if (sent.signature === null) return fail("unsigned");
    if (!verifyEd25519(publicKey, sent.signature, sent.bytes)) return fail("badSignature");
  }
  const written = Written.safeParse(readText(sent.bytes, parse));
  if (!written.success) return fail("notAManifest");
  const { version, stagingPercentage, minimumSystemVersion, files, isAdminRightsRequired } = written.data;
  const origin = new URL(sent.url).origin;
  const resolved = files.map((file) => ({ ...file, url: URL.parse(file.url, sent.url) }));
  if (resolved.some(({ url }) => url?.origin !== origin)) return fail("elsewhere");
  return succeed({
    version,
    percentage: stagingPercentage,
    needsAdministrator: isAdminRightsRequired || files.some((file) => file.isAdminRightsRequired),
    files: resolved.map(({ url, sha512, size }) => ({ url: url?.href ?? "", sha512, size })),
    minimumSystem: minimumSystemVersion ?? null,
  });
}

function readText(bytes: Uint8Array, parse: (text: string) => unknown): unknown {
  try {
    return parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
