/** Every setting that a document or a policy can make, one by one: a section that may be empty is set key by key, one that must be complete is one value. */
import { z } from "zod";
import { policySections } from "./policy-sections.ts";
import { ComputerProvisioning } from "./provisioning-policy.ts";

export type PolicySetting = {
  /** `failover.probeActiveMs`, or `servers`. */
  readonly key: string;
  readonly section: string;
  /** Within its section; null: the section is one value. */
  readonly name: string | null;
  readonly schema: z.core.$ZodType;
  /** A policy of the whole computer alone says it, and only one that holds; no document has it. */
  readonly isOfComputer: boolean;
};

/** A document says in it where newer ones of itself are; a policy says which documents are taken. */
const computerSection = "provisioning";

/** By section, as policies know them. */
export const policySettingSections: Readonly<Record<string, z.core.$ZodType>> = {
  ...policySections,
  [computerSection]: ComputerProvisioning.prefault({}).describe("Which documents behind a link are taken, and whose"),
};

export function listPolicySettings(): readonly PolicySetting[] {
  return Object.entries(policySettingSections).flatMap(([section, schema]): readonly PolicySetting[] => {
    const isOfComputer = section === computerSection;
    const parts = partsOf(schema);
    if (parts === null) return [{ key: section, section, name: null, schema, isOfComputer }];
    return parts.map(([name, part]) => ({ key: `${section}.${name}`, section, name, schema: part, isOfComputer }));
  });
}

/** Those that a document says too. */
export function listDocumentSettings(): readonly PolicySetting[] {
  return listPolicySettings().filter(({ isOfComputer }) => !isOfComputer);
}

/** What `locked` may name. */
export function listLockable(): string[] {
  return [...new Set(listDocumentSettings().flatMap(({ key, section }) => [section, key]))];
}

/** @returns the keys of a section that may be empty. */
function partsOf(schema: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] | null {
  if (!(schema instanceof z.ZodPrefault)) return null;
  const inner: unknown = schema.unwrap();
  return inner instanceof z.ZodObject ? Object.entries<z.core.$ZodType>(inner.shape) : null;
}

/** @returns what was said of each setting, from a document or a part of one; what belongs to no setting is left out. */
export function toSettingValues(tree: unknown): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { key, section, name } of listDocumentSettings()) {
    const held = read(tree, section);
    const value = name === null ? held : read(held, name);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

/** @returns the sections of a document that say so. */
export function toSections(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sections: Record<string, Record<string, unknown>> = {};
  const whole: Record<string, unknown> = {};
  for (const { key, section, name } of listDocumentSettings()) {
    if (!(key in values)) continue;
    if (name === null) whole[section] = values[key];
    else sections[section] = { ...sections[section], [name]: values[key] };
  }
  return { ...sections, ...whole };
}

/** @returns the setting that a path into a document is about; null: of none. */
export function findSettingAt(path: readonly PropertyKey[]): PolicySetting | null {
  const [section, name] = path;
  return (
    listDocumentSettings().find((one) => one.section === section && (one.name === null || one.name === name)) ?? null
  );
}

function read(holder: unknown, key: string): unknown {
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return Reflect.get(holder, key);
}
