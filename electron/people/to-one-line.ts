/** What stands in a file or a directory, as one line that shows all it holds. */

const invisible = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

export function toOneLine(text: string): string {
  return text.replace(invisible, " ").trim();
}
