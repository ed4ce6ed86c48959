/** What may be dialled: emergency numbers pass every rule, the rest passes unless a pattern forbids it. */
import { z } from "zod";

const number = z.string().regex(/^[0-9*#+]{2,32}$/, "2 to 32 of 0-9 * # +");

const pattern = z.string().min(1).max(128).refine(isPattern, "a regular expression over the cleaned number");

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").source.length > 0;
  } catch {
    return false;
  }
}

export const DialRules = z.strictObject({
  emergency: z
    .array(number)
    .max(32)
    .default([])
    .describe("Emergency numbers; they pass every rule and ask one server after the other"),
  /** Regular expressions over the cleaned number; a match is refused with the reason. */
  forbidden: z
    .array(pattern)
    .max(64)
    .default([])
    .describe("Regular expressions over the cleaned number; a match is refused"),
});
export type DialRules = z.infer<typeof DialRules>;
