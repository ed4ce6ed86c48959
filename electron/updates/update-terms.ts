/** What of the document in force is about newer versions; null: nobody looks for any. */
import type { PolicyDocument } from "../../shared/model/policy-document.ts";

export type UpdateTerms = {
  /** Of the seat's ring, with a / behind it. */
  readonly folder: string;
  /** Of the seats in it. */
  readonly percentage: number;
  readonly shifts: readonly string[];
  /** Null: a manifest needs no signature. */
  readonly publicKey: string | null;
  readonly publishers: readonly string[];
};

export function toUpdateTerms(document: Pick<PolicyDocument, "updates"> | null): UpdateTerms | null {
  if (document === null) return null;
  const { enabled, url, ring, percentage, shifts, publicKey, publishers } = document.updates;
  if (!enabled || url === undefined) return null;
  const folder = `${url.replace(/\/*$/u, "")}/${ring}/`;
  return { folder, percentage, shifts, publicKey: publicKey ?? null, publishers };
}
