/** Elements of XML as text, indented by two spaces a level. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function element(name: string, attributes: Attributes = {}, content: readonly string[] | string = []): string {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  if (typeof content === "string") return `<${name}${said}>${escapeXml(content)}</${name}>`;
  if (content.length === 0) return `<${name}${said} />`;
  return [`<${name}${said}>`, ...content.map(indent), `</${name}>`].join("\n");
}

/** What stands between the marks must not end the comment. */
export function comment(text: string): string {
  return `<!-- ${text.replaceAll("--", "- -")} -->`;
}

/** A line's beginning is the text's own, and is not moved in with its element. */
export function escapeXml(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
  };
  return text.replaceAll(/[&<>"\n]/gu, (mark) => marks[mark] ?? mark);
}

export function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, "  ");
}
