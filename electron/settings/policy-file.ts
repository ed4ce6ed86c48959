/** Reads a policy document and says in ONE line what is wrong with it: the file, the key, and what to do. */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { at, describeIssue, describeUnknownKey } from "../files/describe-issue.ts";
import { parseJson } from "../files/parse-json.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";

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
  const raw = parse(name, text);
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
  return parse(path, text);
}

function parse(path: string, text: string): Result<unknown, PolicyProblem> {
  const json = parseJson(path, text);
  return json.ok ? json : fail({ kind: "invalid", line: json.failure });
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
      unknownKeys.push(describeUnknownKey(path, [...issue.path, key]));
    }
  }
  return { value, unknownKeys };
}

function toLine(path: string, error: z.ZodError, raw: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return `${path}: the document is not valid. Compare it with the administrator's guide.`;
  return describeIssue(path, issue, raw);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}
