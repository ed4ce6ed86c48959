/** What is wrong with a document, in ONE line: where it was said, the key, and what to do. */
import { z } from "zod";

/** Where something was said. */
export type Place = {
  /** A file, a key of the registry, or an origin. */
  readonly name: string;
  /** Which part of the document it is. */
  readonly path: readonly PropertyKey[];
};

export type Known = { readonly value: unknown; readonly unknownKeys: readonly string[] };

/** Lenient: what nobody knows is left out and told, so that a newer document does not silence an older Tandem. */
export function withoutUnknownKeys(place: Place, schema: z.core.$ZodType, raw: unknown): Known {
  const value = structuredClone(raw);
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return { value, unknownKeys: [] };
  const unknownKeys: string[] = [];
  for (const issue of parsed.error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = at(value, issue.path);
    if (typeof holder !== "object" || holder === null) continue;
    for (const key of issue.keys) {
      Reflect.deleteProperty(holder, key);
      unknownKeys.push(toUnknownKeyLine(place, [...issue.path, key]));
    }
  }
  return { value, unknownKeys };
}

/** @param raw what the error is about. */
export function toLine(place: Place, error: z.core.$ZodError, raw: unknown): string {
  const path = place.name;
  const issue = error.issues[0];
  if (issue === undefined) return `${path}: the document is not valid. Compare it with the administrator's guide.`;
  if (issue.code === "unrecognized_keys") return toUnknownKeyLine(place, [...issue.path, issue.keys[0] ?? ""]);
  const key = toKey([...place.path, ...issue.path]);
  const found = at(raw, issue.path);
  if (issue.code === "invalid_type") {
    if (found === undefined) return `${path}: ${key}: this key is missing. Add it: ${expectation(issue.expected)}.`;
    return `${path}: ${key}: is ${describe(found)}, but must be ${expectation(issue.expected)}. Correct this value.`;
  }
  return `${path}: ${key}: ${trimEnd(toOneLine(issue.message))}. Correct this value.`;
}

function toUnknownKeyLine({ name, path }: Place, keys: readonly PropertyKey[]): string {
  return `${name}: ${toKey([...path, ...keys])}: this key is not known. Remove it, or correct its spelling.`;
}

function toKey(path: readonly PropertyKey[]): string {
  const key = path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}${text === "" ? "" : "."}${String(part)}`),
    "",
  );
  return key === "" ? "the document" : key;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (holder, key) => (typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined),
    value,
  );
}

function expectation(expected: string): string {
  const names: Record<string, string> = {
    string: "text in quotes",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list in [ ]",
    object: "an object in { }",
  };
  return names[expected] ?? expected;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `the ${typeof value} ${JSON.stringify(value)}`;
}

export function toOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function trimEnd(text: string): string {
  return text.replace(/[.\s]+$/u, "");
}
