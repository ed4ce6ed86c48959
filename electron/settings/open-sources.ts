/** Where an administrator's word comes from on this computer: the document's place, its policies, and whose files are believed. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Result } from "../../shared/lib/result.ts";
import { createFindFileDoubt, systemOwnership, type FindFileDoubt } from "./file-owner.ts";
import { openPolicies } from "./policies/open-policies.ts";
import type { PolicySource } from "./policies/policy-levels.ts";
import { findPolicyFile } from "./policy-location.ts";

export type OpenedSources = {
  /** The path, or why there is none. */
  readonly location: Result<string, string>;
  readonly findDoubt: FindFileDoubt;
  readonly policies: PolicySource;
};

/** @param policyFile as `--policy` names it. */
export type Sources = (policyFile: string | null, log: Log) => OpenedSources;

/** A computer that is pretended has policies of its own; an installed Tandem has its system's alone. */
function toTrialFolder(): string | null {
  return process.env["TANDEM_POLICIES"] ?? null;
}

export function openSources({ isPackaged, clock }: { readonly isPackaged: boolean; readonly clock: Clock }): Sources {
  // A file of the developer's own is believed.
  const findDoubt = isPackaged ? createFindFileDoubt(systemOwnership) : () => null;
  return (policyFlag, log) => ({
    location: findPolicyFile({ policyFlag, isPackaged }),
    findDoubt,
    policies: openPolicies({ findDoubt, clock, log, folder: isPackaged ? null : toTrialFolder() }),
  });
}
