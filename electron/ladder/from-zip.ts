/** The files of a small zip archive in memory (PKWARE APPNOTE 6.3, §4.3): those that `--diagnostics` writes, read back. */
import { inflateRawSync } from "node:zlib";

/** Far more than five logs of 5 MB, and little enough that no archive can fill the memory. */
const mostUnpackedBytes = 64 * 1024 * 1024;

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const fileLength = 30;
const stored = 0;
const deflated = 8;

/**
 * @param isWanted by its name in the archive; what is not is never unpacked.
 * @param mostBytes of one file, unpacked; more is taken for damage.
 * @returns null for what is no such archive, or is damaged.
 */
export function fromZip(
  archive: Buffer,
  isWanted: (name: string) => boolean,
  mostBytes = mostUnpackedBytes,
): readonly { readonly name: string; readonly content: Buffer }[] | null {
  try {
    const end = findEnd(archive);
    if (end === null) return null;
    const files: { name: string; content: Buffer }[] = [];
    let at = archive.readUInt32LE(end + 16);
    for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (archive.readUInt32LE(at) !== entryMark) return null;
      const nameLength = archive.readUInt16LE(at + 28);
      const name = archive.subarray(at + entryLength, at + entryLength + nameLength).toString("utf8");
      if (isWanted(name)) files.push({ name, content: unpack(archive, at, mostBytes) });
      at += entryLength + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    }
    return files;
  } catch {
    return null;
  }
}

/** A comment may follow it; Tandem writes none, a mail program's archive may have one. */
function findEnd(archive: Buffer): number | null {
  for (let at = archive.length - endLength; at >= Math.max(0, archive.length - endLength - 0xffff); at -= 1) {
    if (archive.readUInt32LE(at) === endMark) return at;
  }
  return null;
}

/** Throws for a method that is neither stored nor deflated, and for more than memory should hold. */
function unpack(archive: Buffer, entry: number, mostBytes: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const packedLength = archive.readUInt32LE(entry + 20);
  const file = archive.readUInt32LE(entry + 42);
  const start = file + fileLength + archive.readUInt16LE(file + 26) + archive.readUInt16LE(file + 28);
  const packed = archive.subarray(start, start + packedLength);
  if (method === stored) return packed;
  if (method !== deflated) throw new Error(`compressed by method ${method}`);
  return inflateRawSync(packed, { maxOutputLength: mostBytes });
}
