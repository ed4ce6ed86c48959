/** The text of Asterisk's configuration files: nothing that is put in can end its line, its section or its quotes. */

export type Setting = readonly [key: string, value: string | number];

export const heading =
  "; Made by Tandem's roster and written anew by its next run. What is yours goes into the file that the last line names.";

/** @param parent the template it is made after; `!` makes a template of it. */
export function writeSection(name: string, settings: readonly Setting[], parent: string | null = null): string {
  const title = parent === null ? `[${name}]` : `[${name}](${parent})`;
  return [title, ...settings.map(([key, value]) => `${key} = ${escape(String(value))}`)].join("\n");
}

/** @param ownFile which the administrator may have beside it; Asterisk misses it quietly. */
export function writeFile(ownFile: string, ...parts: readonly string[]): string {
  return `${[heading, ...parts.filter((part) => part !== ""), `#tryinclude ${ownFile}`].join("\n\n")}\n`;
}

/** A semicolon begins a comment unless a backslash stands before it; a line break ends the setting. */
function escape(value: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) throw new Error("a setting of Asterisk cannot hold a control character");
  return value.replaceAll(";", String.raw`\;`);
}

/**
 * What Asterisk keeps of a name: AST_MAX_EXTENSION, 80 octets with the last one (include/asterisk/channel.h). The whole
 * name stands in the operator's document.
 */
const longestNameOctets = 79;

/**
 * A name as a caller sees it. Letters of every script stay; what means something to Asterisk, to SIP or to a spreadsheet of
 * mailboxes becomes a space, and marks that turn the direction of what follows are left out.
 */
export function toNameOfCaller(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp};"\\<>[\]{}$|,#=%^~`]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  let kept = "";
  let octets = 0;
  for (const letter of plain) {
    octets += Buffer.byteLength(letter);
    if (octets > longestNameOctets) break;
    kept += letter;
  }
  return kept.trim();
}
