/** Reads a policy document and says in ONE line what is wrong with it: the file, the key, and what to do. */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { findJsonErrorLine } from "./json-error-line.ts";

export type PolicyRead = {
  readonly document: PolicyDocument;
  /** One line for each key that nobody knows; the rest of the document counts. */
  readonly unknownKeys: readonly string[];
};

export type PolicyProblem = { readonly kind: "missing" | "invalid"; readonly line: string };

/** Strict: an unknown key is a problem like any other. For `--check-config`. */
export function checkPolicyFile(path: string): Result<PolicyDocument, PolicyProblem> {
  const raw = readJson(path);
  return raw.ok ? check(path, raw.value) : raw;
}

/** As strict, for a document that did not come from a file. @param name stands where the file's name would. */
export function checkPolicyText(name: string, text: string): Result<PolicyDocument, PolicyProblem> {
  const raw = parseJson(name, text);
  return raw.ok ? check(name, raw.value) : raw;
}

function check(name: string, raw: unknown): Result<PolicyDocument, PolicyProblem> {
  const parsed = PolicyDocument.safeParse(raw);
  return parsed.success ? succeed(parsed.data) : fail({ kind: "invalid", line: toLine(name, parsed.error, raw) });
}

/** Lenient: unknown keys are left out and told, so that a newer document does not silence an older Tandem. */
export function readPolicyFile(path: string): Result<PolicyRead, PolicyProblem> {
  const raw = readJson(path);
  if (!raw.ok) return raw;
  const { value, unknownKeys } = withoutUnknownKeys(path, raw.value);
  const parsed = PolicyDocument.safeParse(value);
  if (parsed.success) return succeed({ document: parsed.data, unknownKeys });
  return fail({ kind: "invalid", line: toLine(path, parsed.error, value) });
}

function readJson(path: string): Result<unknown, PolicyProblem> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) {
      const line = `${path}: the file is missing. Put a policy document there, or name one with --policy=<file>.`;
      return fail({ kind: "missing", line });
    }
    if (codeOf(error) === "EISDIR") {
      return fail({ kind: "invalid", line: `${path}: this is a folder. Name the policy document in it.` });
    }
    const line = `${path}: the file cannot be read (${codeOf(error)}). Allow this user to read it.`;
    return fail({ kind: "invalid", line });
  }
  return parseJson(path, text);
}

function parseJson(path: string, text: string): Result<unknown, PolicyProblem> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return succeed(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = `${path}: line ${findJsonErrorLine(text)}: this is not JSON (${toShort(message)}). Correct that line.`;
    return fail({ kind: "invalid", line });
  }
}

function withoutUnknownKeys(path: string, raw: unknown): { value: unknown; unknownKeys: string[] } {
  const value = structuredClone(raw);
  const parsed = PolicyDocument.safeParse(value);
  if (parsed.success) return { value, unknownKeys: [] };
  const unknownKeys: string[] = [];
  for (const issue of parsed.error.issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const holder = at(value, issue.path);
    if (typeof holder !== "object" || holder === null) continue;
    for (const key of issue.keys) {
      Reflect.deleteProperty(holder, key);
      unknownKeys.push(toUnknownKeyLine(path, [...issue.path, key]));
    }
  }
  return { value, unknownKeys };
}

function toLine(path: string, error: z.ZodError, raw: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return `${path}: the document is not valid. Compare it with the administrator's guide.`;
  if (issue.code === "unrecognized_keys") return toUnknownKeyLine(path, [...issue.path, issue.keys[0] ?? ""]);
  const key = toKey(issue.path);
  const found = at(raw, issue.path);
  if (issue.code === "invalid_type") {
    if (found === undefined) return `${path}: ${key}: this key is missing. Add it: ${expectation(issue.expected)}.`;
    return `${path}: ${key}: is ${describe(found)}, but must be ${expectation(issue.expected)}. Correct this value.`;
  }
  return `${path}: ${key}: ${trimEnd(toOneLine(issue.message))}. Correct this value.`;
}

function toUnknownKeyLine(path: string, keys: readonly PropertyKey[]): string {
  return `${path}: ${toKey(keys)}: this key is not known. Remove it, or correct its spelling.`;
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

/** V8 quotes the text around the error, and that text may hold a password. */
function toShort(message: string): string {
  return toOneLine(message.replace(/ in JSON at position.*$/su, "").replace(/, (?:\.\.\.)?".*$/su, ""));
}

function toOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function trimEnd(text: string): string {
  return text.replace(/[.\s]+$/u, "");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}
