/** What is wrong with a document, in ONE line: where it was said, the key, and what to do. */
import { z } from "zod";
import { at, describeIssue, describeUnknownKey, type Place } from "../files/describe-issue.ts";

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
      unknownKeys.push(describeUnknownKey(place, [...issue.path, key]));
    }
  }
  return { value, unknownKeys };
}

/** @param raw what the error is about. */
export function toLine(place: Place, error: z.core.$ZodError, raw: unknown): string {
  const issue = error.issues[0];
  if (issue !== undefined) return describeIssue(place, issue, raw);
  return `${place.name}: the document is not valid. Compare it with the administrator's guide.`;
}
