/** Reads a configuration file as Asterisk's own main/config.c does: comments, sections with their parents, settings. */

export type ConfigSection = {
  readonly name: string;
  readonly parent: string | null;
  readonly settings: readonly (readonly [string, string])[];
};

/** Throws for a line that Asterisk could not read. */
export function readAsteriskConfig(text: string): { readonly sections: ConfigSection[]; readonly included: string[] } {
  const sections: { name: string; parent: string | null; settings: [string, string][] }[] = [];
  const included: string[] = [];
  for (const raw of text.split("\n")) {
    const line = withoutComment(raw).trim();
    if (line === "") continue;
    if (line.startsWith("#")) {
      included.push(line);
      continue;
    }
    const [, name, parent = null] = /^\[([^\]]*)\](?:\(([^)]*)\))?$/u.exec(line) ?? [];
    if (name !== undefined) {
      sections.push({ name, parent, settings: [] });
      continue;
    }
    const at = line.indexOf("=");
    const section = sections.at(-1);
    if (line.startsWith("[") || at === -1 || section === undefined) throw new Error(`not a line of Asterisk: ${line}`);
    section.settings.push([
      line.slice(0, at).trim(),
      line
        .slice(at + 1)
        .replace(/^>/u, "")
        .trim(),
    ]);
  }
  return { sections, included };
}

/** A semicolon without a backslash before it begins a comment; `;--` would begin one that goes on over the next lines. */
function withoutComment(line: string): string {
  let read = "";
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? "";
    if (letter !== ";") read += letter;
    else if (read.endsWith("\\")) read = `${read.slice(0, -1)};`;
    else if (line.startsWith(";--", at) && line[at + 3] !== "-") throw new Error(`a comment without end: ${line}`);
    else break;
  }
  return read;
}
