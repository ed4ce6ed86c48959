/** The document in force, made of everything that is said of every setting; and of each setting, who decided it. */
import { z } from "zod";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { findSettingAt, listPolicySettings, toSections, toSettingValues } from "../../shared/model/policy-settings.ts";
import { type EffectiveSetting, resolveSetting } from "../../shared/model/resolve-setting.ts";
import type { AllOffers, RawDocument } from "./collect-offers.ts";
import { toLine } from "./document-line.ts";
import { isTree } from "./policies/policy-levels.ts";

export type Assembled = {
  readonly document: PolicyDocument;
  /** By the setting's key, with the value that is in force. */
  readonly settings: Readonly<Record<string, EffectiveSetting>>;
};

/**
 * @param name of the document, or of where one would be.
 * @returns the line that says what is wrong, and where it was said.
 */
export function assembleDocument(
  offers: AllOffers,
  document: RawDocument | null,
  name: string,
): Result<Assembled, string> {
  const decided = Object.fromEntries(
    listPolicySettings().map(({ key, schema, isOfComputer }) => [
      key,
      resolveSetting(offers[key] ?? {}, isOfComputer ? z.safeParse(schema, undefined).data : undefined),
    ]),
  );
  const whole = toWhole(decided, document);
  const parsed = PolicyDocument.safeParse(whole);
  if (!parsed.success) {
    const setting = findSettingAt(parsed.error.issues[0]?.path ?? []);
    const where = setting === null ? null : (decided[setting.key]?.where ?? null);
    return fail(toLine({ name: where?.name ?? name, path: [] }, parsed.error, whole));
  }
  const values = toSettingValues(parsed.data);
  return succeed({
    document: parsed.data,
    settings: Object.fromEntries(
      Object.entries(decided).map(([key, setting]) => [
        key,
        key in values ? { ...setting, value: values[key] } : setting,
      ]),
    ),
  });
}

/** What belongs to no setting is the document's alone. */
function toWhole(decided: Readonly<Record<string, EffectiveSetting>>, document: RawDocument | null): unknown {
  const raw = document?.raw ?? {};
  if (!isTree(raw)) return raw;
  const said = Object.entries(decided).filter(([, { source }]) => source !== "builtIn");
  const values = Object.fromEntries(said.map(([key, { value }]) => [key, value]));
  return { version: 1, ...raw, ...toSections(values) };
}
