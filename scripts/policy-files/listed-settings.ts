/** Every setting as the kept files tell it: its form, its words, what counts without it. */
import { z } from "zod";
import { settingKeys } from "../../shared/model/operator-policy.ts";
import { listPolicySettings, type PolicySetting } from "../../shared/model/policy-settings.ts";
import { defaultSettings } from "../../shared/model/settings.ts";
import { type SettingForm, toForm, toInner } from "../../shared/model/setting-form.ts";

export type ListedSetting = PolicySetting & {
  readonly form: SettingForm;
  readonly description: string;
  /** What counts when nobody says anything; undefined: nothing. */
  readonly usual: unknown;
  /** Whether the operator may choose it, where nobody holds it. */
  readonly isOfOperator: boolean;
};

export function listSettings(): readonly ListedSetting[] {
  const own = new Map<string, unknown>(Object.entries(defaultSettings));
  const owns = new Map(Object.entries(settingKeys).map(([setting, key]) => [key, own.get(setting)]));
  return listPolicySettings().map((setting) => ({
    ...setting,
    form: toForm(setting.schema),
    description: describeSchema(setting.schema),
    usual: owns.has(setting.key) ? owns.get(setting.key) : toUsual(setting.schema),
    isOfOperator: owns.has(setting.key),
  }));
}

/** @throws when the schema says nothing: then nobody would know what the setting is for. */
export function describeSchema(schema: z.core.$ZodType): string {
  const said = findDescription(schema);
  if (said === undefined) throw new Error(`a setting has no words: ${JSON.stringify(z.toJSONSchema(schema))}`);
  return said;
}

function findDescription(schema: z.core.$ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.description ?? z.globalRegistry.get(toInner(schema))?.description;
}

export function toUsual(schema: z.core.$ZodType): unknown {
  const usual = z.safeParse(schema, undefined);
  return usual.success ? usual.data : undefined;
}
