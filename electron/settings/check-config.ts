/** `--check-config`: one line about the policy document, and the exit code that goes with it. */
import { checkPolicyFile } from "./policy-file.ts";
import { findPolicyFile, type PolicyLocationNeeds } from "./policy-location.ts";

export type ConfigVerdict = { readonly isGood: boolean; readonly line: string };

export function checkConfig(needs: PolicyLocationNeeds): ConfigVerdict {
  const location = findPolicyFile(needs);
  if (!location.ok) return { isGood: false, line: location.failure };
  const checked = checkPolicyFile(location.value);
  if (!checked.ok) return { isGood: false, line: checked.failure.line };
  const { account, servers } = checked.value;
  const names = servers.map((server) => `${server.name} (${server.role})`).join(" and ");
  const standby = servers.length === 1 ? "; nothing stands by" : "";
  return { isGood: true, line: `ok: ${location.value}: account ${account.user} on ${names}${standby}` };
}
