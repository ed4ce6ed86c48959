/** JSON that somebody wrote, or one line that says where it stops being JSON. */
import { toErrorText } from "../../shared/lib/error-text.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { toOneLine } from "./describe-issue.ts";
import { findJsonErrorLine } from "./json-error-line.ts";

/** @param path stands where the file's name would. */
export function parseJson(path: string, text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return succeed(value);
  } catch (error) {
    const message = toErrorText(error);
    return fail(`${path}: line ${findJsonErrorLine(text)}: this is not JSON (${toShort(message)}). Correct that line.`);
  }
}

/** V8 quotes the text around the error, and that text may hold a password. */
function toShort(message: string): string {
  return toOneLine(message.replace(/ in JSON at position.*$/su, "").replace(/, (?:\.\.\.)?".*$/su, ""));
}
