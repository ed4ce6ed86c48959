/** Reads a policy document from a file, as far as it is one by its form; what is wrong with it is said in one line. */
import { readFileSync } from "node:fs";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { type Known, toLine, toOneLine, withoutUnknownKeys } from "./document-line.ts";
import { findJsonErrorLine } from "./json-error-line.ts";

export type PolicyProblem = { readonly kind: "missing" | "invalid"; readonly line: string };

/** Strict, for a document that did not come from a file. @param name stands where the file's name would. */
export function checkPolicyText(name: string, text: string): Result<PolicyDocument, PolicyProblem> {
  const raw = parseJson(name, text);
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

/** V8 quotes the text around the error, and that text may hold a password. */
function toShort(message: string): string {
  return toOneLine(message.replace(/ in JSON at position.*$/su, "").replace(/, (?:\.\.\.)?".*$/su, ""));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}
