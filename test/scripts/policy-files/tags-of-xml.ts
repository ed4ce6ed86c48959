/** Reads XML as strictly as the generated files need it: every tag closed, nothing bare, attributes in quotes. */
export type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

const token =
  /<\?[^>]*\?>|<!DOCTYPE[^>]*>|<!--(?:(?!--)[\s\S])*-->|<(\/?)([A-Za-z]\w*)((?:\s+\w+="[^"<]*")*)\s*(\/?)>|([^<>]+)/guy;
const bareMark = /&(?!(?:amp|lt|gt|quot|#10);)/u;

/** @throws where it is not well formed. */
export function tagsOfXml(xml: string): readonly Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  let end = 0;
  for (const match of xml.matchAll(token)) {
    end = match.index + match[0].length;
    const [whole, closes, name, attributes = "", closesItself] = match;
    if (bareMark.test(whole) && !whole.startsWith("<!--")) throw new Error(`a bare mark: ${whole}`);
    if (name === undefined) continue;
    if (closes === "/") {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last ?? "nothing"}>`);
      continue;
    }
    const said = [...attributes.matchAll(/(\w+)="([^"]*)"/gu)].map(([, key = "", value = ""]) => [key, value]);
    tags.push({ name, attributes: Object.fromEntries(said) });
    if (closesItself !== "/") open.push(name);
  }
  if (end !== xml.length) throw new Error(`not XML from here: ${xml.slice(end, end + 60)}`);
  if (open.length > 0) throw new Error(`never closed: ${open.join()}`);
  return tags;
}
