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

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, "  ");
}
