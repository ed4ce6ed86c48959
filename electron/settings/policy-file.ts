/** Reads a policy document from a file, as far as it is one by its form; what is wrong with it is said in one line. */
import { readFileSync } from "node:fs";
import { parseJson } from "../files/parse-json.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { type Known, toLine, withoutUnknownKeys } from "./document-line.ts";

export type PolicyProblem = { readonly kind: "missing" | "invalid"; readonly line: string };

/** Strict: an unknown key is a problem like any other. @param name a file's, or what stands in its place. */
export function checkPolicyText(name: string, text: string): Result<PolicyDocument, PolicyProblem> {
  const raw = parse(name, text);
  if (!raw.ok) return raw;
  const parsed = PolicyDocument.safeParse(raw.value);
  if (parsed.success) return succeed(parsed.data);
  return fail({ kind: "invalid", line: toLine({ name, path: [] }, parsed.error, raw.value) });
}

/** What it says may still be wrong; it counts together with the policies. */
export function readPolicyFile(path: string): Result<Known, PolicyProblem> {
  const raw = readJson(path);
  return raw.ok ? succeed(withoutUnknownKeys({ name: path, path: [] }, PolicyDocument, raw.value)) : raw;
}

export function readJson(path: string): Result<unknown, PolicyProblem> {
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

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}
