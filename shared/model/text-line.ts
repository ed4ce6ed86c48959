/** One line of text that somebody wrote: without control characters, which could hide or break what stands beside it. */
import { z } from "zod";

/**
 * Category Cc of Unicode, written so that it means the same without the flag `u`: JSON Schema has no flags, and the
 * document's is made from this.
 */
const withoutControls = new RegExp(String.raw`^[^\u0000-\u001F\u007F-\u009F]*$`);

export function textLine(shortest: number, longest: number) {
  return z.string().min(shortest).max(longest).regex(withoutControls, "a line of text without control characters");
}
