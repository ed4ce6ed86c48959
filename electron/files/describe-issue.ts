/** What a schema complains of in a document that somebody wrote, as one line: the file, the key, and what to do. */
import type { z } from "zod";

/** Where something was said. */
export type Place = {
  /** A file, a key of the registry, or an origin. */
  readonly name: string;
  /** Which part of the document it is. */
  readonly path: readonly PropertyKey[];
};

/** @param raw what the issue is about, as it was written. */
export function describeIssue(place: Place, issue: z.core.$ZodIssue, raw: unknown): string {
  if (issue.code === "unrecognized_keys") return describeUnknownKey(place, [...issue.path, issue.keys[0] ?? ""]);
  const path = place.name;
  const key = toKey([...place.path, ...issue.path]);
  const found = at(raw, issue.path);
  if (issue.code === "invalid_type") {
    if (found === undefined) return `${path}: ${key}: this key is missing. Add it: ${expectation(issue.expected)}.`;
    return `${path}: ${key}: is ${describe(found)}, but must be ${expectation(issue.expected)}. Correct this value.`;
  }
  return `${path}: ${key}: ${trimEnd(toOneLine(issue.message))}. Correct this value.`;
}

export function describeUnknownKey({ name, path }: Place, keys: readonly PropertyKey[]): string {
  return `${name}: ${toKey([...path, ...keys])}: this key is not known. Remove it, or correct its spelling.`;
}

function toKey(path: readonly PropertyKey[]): string {
  const key = path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}${text === "" ? "" : "."}${String(part)}`),
    "",
  );
  return key === "" ? "the document" : key;
}

/** @returns what stands there, undefined where nothing does. */
export function at(value: unknown, path: readonly PropertyKey[]): unknown {
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
