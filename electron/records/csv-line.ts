/** One line of CSV that no spreadsheet takes for a formula. */

export type Cell = string | number | null;

/** It tells Excel that the file is UTF-8. */
export const markOfUtf8 = "\ufeff";

/** RFC 4180, every cell in quotes. */
export function toCsvLine(row: readonly Cell[]): string {
  return `${row.map((cell) => `"${guard(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
}

/** Others choose names and numbers; what a spreadsheet would work out is made text (OWASP, CSV Injection). */
function guard(cell: Cell): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  return /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
}
