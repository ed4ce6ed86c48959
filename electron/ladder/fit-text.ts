/** A text in no more room than there is, and never half a letter of it. */

/** @param sign ends what was cut, and counts. */
export function fitText(text: string, most: number, sign: string): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - sign.length).join("")}${sign}`;
}
