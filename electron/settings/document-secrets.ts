/** Parts a policy document, or what policies say, from its secrets and joins them again, so that only the harmless half lies open on disk. */
import { z } from "zod";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { Secrets } from "./secrets.ts";

const secretKeys: readonly string[] = ["password", "ha1", "credential", "link"];

/** path, joined by "/" → secret */
export const DocumentSecrets = z.record(z.string(), z.string());
export type DocumentSecrets = z.infer<typeof DocumentSecrets>;

/** As it lies on disk. */
export type SealedDocument = { readonly document: unknown; readonly sealedSecrets: string | null };

/** Where the computer offers no key store the secrets are left out. */
export function sealDocument(document: unknown, secrets: Secrets): SealedDocument {
  const parted = partSecrets(document);
  return { document: parted.open, sealedSecrets: secrets.seal(JSON.stringify(parted.secrets)) };
}

/** @returns null when its secrets cannot be had, or it is none any more. */
export function unsealDocument(sealed: SealedDocument, secrets: Secrets): PolicyDocument | null {
  const read = PolicyDocument.safeParse(unsealRaw(sealed, secrets));
  return read.success ? read.data : null;
}

/** @returns what was sealed, whatever it is; null when its secrets cannot be had. */
export function unsealRaw({ document, sealedSecrets }: SealedDocument, secrets: Secrets): unknown {
  const opened = sealedSecrets === null ? null : openSecrets(secrets.unseal(sealedSecrets));
  return opened === null ? null : joinSecrets({ open: document, secrets: opened });
}

/** For whoever reads over a shoulder. */
export function maskSecrets(value: unknown): unknown {
  const { open, secrets } = partSecrets(value);
  const masks = Object.entries(secrets).map(([path, secret]) => [path, secret === "" ? "" : "***"]);
  return joinSecrets({ open, secrets: Object.fromEntries(masks) });
}

function openSecrets(text: string | null): DocumentSecrets | null {
  if (text === null) return null;
  try {
    const parsed = DocumentSecrets.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export type PartedDocument = { readonly open: unknown; readonly secrets: DocumentSecrets };

export function partSecrets(document: unknown): PartedDocument {
  const secrets: DocumentSecrets = {};
  return { open: part(document, [], secrets), secrets };
}

function part(value: unknown, path: readonly string[], secrets: DocumentSecrets): unknown {
  if (Array.isArray(value)) return value.map((item, index) => part(item, [...path, String(index)], secrets));
  if (typeof value !== "object" || value === null) return value;
  const open: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value)) {
    const childPath = [...path, key];
    if (secretKeys.includes(key) && typeof child === "string") secrets[childPath.join("/")] = child;
    else open.push([key, part(child, childPath, secrets)]);
  }
  return Object.fromEntries(open);
}

export function joinSecrets({ open, secrets }: PartedDocument): unknown {
  const document: unknown = structuredClone(open);
  for (const [path, secret] of Object.entries(secrets)) {
    const keys = path.split("/");
    const last = keys.pop() ?? "";
    const holder = keys.reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      document,
    );
    if (typeof holder === "object" && holder !== null) Reflect.set(holder, last, secret);
  }
  return document;
}
