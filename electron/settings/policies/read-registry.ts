/** What `reg query … /s` prints, as values by the key they stand in. */

export type RegistryValue =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "number"; readonly number: number }
  | { readonly type: "list"; readonly texts: readonly string[] };

/** By the path below the key that was asked for, `""` for its own, then by the value's name. */
export type RegistryTree = Readonly<Record<string, Readonly<Record<string, RegistryValue>>>>;

const valueLine = /^ {4}(\S.*?) {4}(REG_[A-Z_]+) {4}(.*)$/u;

/** @param asked such as `HKLM\Software\Policies\Tandem`; it is printed with the hive's long name. */
export function readRegistry(printed: string, asked: string): RegistryTree {
  const tree: Record<string, Record<string, RegistryValue>> = {};
  const tail = asked.replace(/^[^\\]*/u, "").toLowerCase();
  let at: string | null = null;
  for (const line of printed.split(/\r?\n/u)) {
    if (/^HKEY_/iu.test(line)) {
      const start = line.toLowerCase().indexOf(tail);
      at = start === -1 ? null : line.slice(start + tail.length).replace(/^\\/u, "");
      continue;
    }
    const [, name, type, data = ""] = valueLine.exec(line) ?? [];
    if (at === null || name === undefined || type === undefined) continue;
    const value = toValue(type, data);
    if (value !== null) tree[at] = { ...tree[at], [name]: value };
  }
  return tree;
}

function toValue(type: string, data: string): RegistryValue | null {
  switch (type) {
    case "REG_SZ":
    case "REG_EXPAND_SZ":
      return { type: "text", text: data };
    case "REG_DWORD":
    case "REG_QWORD":
      return { type: "number", number: Number(data) };
    case "REG_MULTI_SZ":
      return { type: "list", texts: data.split("\\0").filter((text) => text !== "") };
    default:
      return null;
  }
}
