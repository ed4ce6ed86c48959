/** The policies of this computer, wherever its system keeps them. */
import { dirname, join } from "node:path";
import { userInfo } from "node:os";
import type { Clock } from "../../../shared/lib/clock.ts";
import type { Log } from "../../../shared/lib/log.ts";
import type { FindFileDoubt } from "../file-owner.ts";
import { toSystemPath, type Computer } from "../policy-location.ts";
import { createFolderPolicies } from "./folder-policies.ts";
import type { PolicySource } from "./policy-levels.ts";
import { createPreferencePolicies } from "./preference-policies.ts";
import { createQueryRegistry } from "./query-registry.ts";
import { readPlist } from "./read-plist.ts";
import { createRegistryPolicies } from "./registry-policies.ts";

export type PoliciesNeeds = {
  readonly findDoubt: FindFileDoubt;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
  /** In the place of the system's own, as Linux has it; null: the system's. */
  readonly folder: string | null;
};

export function openPolicies(needs: PoliciesNeeds, computer: Computer = process): PolicySource {
  const { findDoubt, clock, log } = needs;
  if (needs.folder !== null) return createFolderPolicies({ folder: needs.folder, findDoubt, clock, log });
  switch (computer.platform) {
    case "win32":
      return createRegistryPolicies(createQueryRegistry(computer.env["SystemRoot"] ?? "C:\\Windows"), clock);
    case "darwin": {
      const folder = "/Library/Managed Preferences";
      return createPreferencePolicies({ folder, userName: userInfo().username, readPlist, clock, log });
    }
    default:
      return createFolderPolicies({ folder: join(dirname(toSystemPath(computer)), "policies"), findDoubt, clock, log });
  }
}
