/** Every value in force, each with who decided it and whether it is held, fit for eyes that may see no secret. */
import { settingKeys, type OperatorOffers } from "../../shared/model/operator-policy.ts";
import type { Assembled } from "./assemble-document.ts";
import type { ReportedSetting } from "./describe-settings.ts";
import { maskSecrets } from "./document-secrets.ts";
import { resolveOperatorSettings } from "./operator-settings.ts";

/** @param chosen by the operator, as it is kept. */
export function reportSettings(
  settings: Assembled["settings"],
  ofOperator: OperatorOffers,
  chosen: Readonly<Record<string, unknown>>,
): readonly ReportedSetting[] {
  const operator = resolveOperatorSettings(chosen, ofOperator);
  const owns = new Map(Object.entries(settingKeys).map(([own, key]) => [key, own]));
  return Object.entries(settings).map(([key, setting]) => {
    const own = operator[owns.get(key) ?? ""] ?? setting;
    return { key, ...own, value: maskSecrets(own.value ?? null) };
  });
}
