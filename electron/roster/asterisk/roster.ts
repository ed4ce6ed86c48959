/** All that the configuration of a server is made from. */
import type { Operator } from "../operator.ts";
import type { Kept } from "../roster-state.ts";
import type { SiteDocument } from "../site-document.ts";

export type Roster = {
  readonly site: SiteDocument;
  /** By extension, so that a list in another order makes the same files. */
  readonly operators: readonly Operator[];
  readonly secrets: ReadonlyMap<string, Kept>;
};

/** Throws for an operator without one, which no roster has. */
export function secretOf({ secrets }: Roster, { extension }: Operator): Kept {
  const kept = secrets.get(extension);
  if (kept === undefined) throw new Error(`no secret for ${extension}`);
  return kept;
}
