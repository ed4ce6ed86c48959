/** What is in force, key by key, each with where it comes from: for a person who has to find out why this phone is as it is. */
import { defaultSettings, type Settings } from "../../shared/model/settings.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { OperatorPolicy } from "../../shared/model/operator-policy.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { partSecrets } from "./document-secrets.ts";

export type DescribedValue = {
  /** As it stands in a document, such as `servers[0].url`. */
  readonly key: string;
  readonly value: unknown;
  readonly source: "document" | "operator" | "built-in";
};

export type DescribedConfig = {
  /** The file, or what stands in for one. */
  readonly source: string;
  readonly problem: string | null;
  readonly values: readonly DescribedValue[];
  /** Of the secrets the keys alone. */
  readonly hiddenKeys: readonly string[];
  readonly settings: readonly DescribedValue[];
};

export type ConfigParts = {
  readonly source: string;
  readonly problem: string | null;
  readonly document: PolicyDocument | null;
  /** As it was written, before defaults came to it; null where only the document in force is known. */
  readonly written: unknown;
  readonly settings: Settings;
  readonly policy: OperatorPolicy;
};

export function describeConfig({ source, problem, document, written, settings, policy }: ConfigParts): DescribedConfig {
  const { open, secrets } = partSecrets(document);
  return {
    source,
    problem,
    values: listLeaves(open, "").map(({ key, value, path }) => ({
      key,
      value,
      source: written === null || has(written, path) ? "document" : "built-in",
    })),
    hiddenKeys: Object.keys(secrets).map((path) => path.replaceAll(/\/(\d+)(?=\/|$)/gu, "[$1]").replaceAll("/", ".")),
    settings: Object.entries({ ...settings, ...withoutUndefined(policy) }).map(([key, value]) => ({
      key,
      value,
      source: Reflect.get(policy, key) !== undefined ? "document" : isBuiltIn(key, value) ? "built-in" : "operator",
    })),
  };
}

type Leaf = { readonly key: string; readonly value: unknown; readonly path: readonly string[] };

function listLeaves(value: unknown, key: string, path: readonly string[] = []): readonly Leaf[] {
  const isBranch = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  if (!isBranch) return value === null && key === "" ? [] : [{ key, value, path }];
  return Object.entries(value).flatMap(([name, child]) => {
    const inner = Array.isArray(value) ? `${key}[${name}]` : key === "" ? name : `${key}.${name}`;
    return listLeaves(child, inner, [...path, name]);
  });
}

function has(written: unknown, path: readonly string[]): boolean {
  let holder = written;
  for (const name of path) {
    if (typeof holder !== "object" || holder === null || !(name in holder)) return false;
    holder = Reflect.get(holder, name);
  }
  return true;
}

function isBuiltIn(key: string, value: unknown): boolean {
  return isSameValue(Reflect.get(defaultSettings, key), value);
}

function withoutUndefined(policy: OperatorPolicy): Partial<Settings> {
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}
