/** Takes an archive of Electron's apart: a header with every file's place, then the files one behind the other. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Entry =
  | { readonly files: Readonly<Record<string, Entry>> }
  | { readonly offset: string; readonly size: number }
  | { readonly unpacked: true };

/** Behind two Chromium pickles: the header's size at octet 4, its text from octet 16 on, as long as octet 12 says. */
const textAt = 16;

/** @param folder made here; gets every file that is packed. */
export function unpackAsar(archive: string, folder: string): void {
  const bytes = readFileSync(archive);
  const filesAt = 8 + bytes.readUInt32LE(4);
  const header = JSON.parse(bytes.toString("utf8", textAt, textAt + bytes.readUInt32LE(12))) as Entry;
  const write = (entry: Entry, path: string): void => {
    if ("files" in entry) {
      mkdirSync(path, { recursive: true });
      for (const [name, below] of Object.entries(entry.files)) write(below, join(path, name));
    } else if ("offset" in entry) {
      const from = filesAt + Number(entry.offset);
      writeFileSync(path, bytes.subarray(from, from + entry.size));
    }
  };
  write(header, folder);
}
