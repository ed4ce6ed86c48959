/** One line of text that somebody wrote: without control characters, which could hide or break what stands beside it. */
import { z } from "zod";

export function textLine(shortest: number, longest: number) {
  return z
    .string()
    .min(shortest)
    .max(longest)
    .regex(/^\P{Cc}*$/u, "a line of text without control characters");
}
