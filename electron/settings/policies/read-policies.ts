/** What the policies of this computer say now, or said last when they cannot be used. */
import type { Log } from "../../../shared/lib/log.ts";
import type { LastGood } from "../last-good-document.ts";
import {
  noPolicies,
  type PolicyLevel,
  PolicyLevels,
  type PolicyPiece,
  type PolicySource,
  toLevels,
} from "./policy-levels.ts";

export type PoliciesNeeds = {
  readonly policies: PolicySource;
  readonly lastGoodPolicies: LastGood;
  readonly log: Log;
};

export type PoliciesInForce = {
  readonly levels: PolicyLevels;
  /** Why these are not the ones that are there. */
  readonly problem: string | null;
};

/** There is one set of policies on a computer. */
const path = "policies";

export function createPolicyReader({ policies, lastGoodPolicies, log }: PoliciesNeeds): () => PoliciesInForce {
  let good: PolicyLevels | null = null;

  function readKept(): PolicyLevels {
    const kept = PolicyLevels.safeParse(lastGoodPolicies.read(path));
    if (!kept.success) return noPolicies;
    const { managed, recommended } = kept.data;
    // An older Tandem may have known other values.
    const read = toLevels({ managed: toPieces(managed), recommended: toPieces(recommended) });
    return read.ok ? read.value.levels : noPolicies;
  }

  return () => {
    const read = policies.read();
    if (!read.ok) {
      good ??= readKept();
      log.warn(`${read.failure} The policies that were good last stay in force.`);
      return { levels: good, problem: read.failure };
    }
    for (const line of read.value.unknownKeys) log.warn(line);
    good = read.value.levels;
    lastGoodPolicies.write(path, good);
    return { levels: good, problem: null };
  };
}

function toPieces(level: PolicyLevel): readonly PolicyPiece[] {
  return Object.entries(level).map(([key, { value, where }]) => ({ where, values: { [key]: value } }));
}
