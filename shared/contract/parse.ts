/** The door: unknown in, a contract value or a sentence that names the path out. */
import type { z } from "zod";
import { fail, succeed, type Result } from "../lib/result.ts";

/** @returns the parsed value, or one line naming where the first violation stands and what was expected. */
export function parseAtDoor<Schema extends z.ZodType>(schema: Schema, raw: unknown): Result<z.output<Schema>, string> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return succeed(parsed.data);
  const issue = parsed.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? "message" : issue.path.join(".");
  return fail(`${path}: ${issue?.message ?? "not valid"}`);
}
