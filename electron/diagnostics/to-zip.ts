/** A small zip archive in memory (PKWARE APPNOTE 6.3, §4.3): every file deflated, names in UTF-8, nothing encrypted. */
import { crc32, deflateRawSync } from "node:zlib";

export type ZipEntry = { readonly name: string; readonly content: Buffer };

const version = 20;
const utf8Names = 0x0800;
const deflated = 8;

/** @param at of every entry, epoch ms; a zip knows it to two seconds and without a time zone (UTC here). */
export function toZip(entries: readonly ZipEntry[], at: number): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name, "utf8");
    const about = describe(content, packed, path, at);
    const file = Buffer.concat([u32(0x04034b50), about, u16(0), path, packed]);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(version),
        about,
        // No extra field, no comment, disk 0, no attributes.
        ...[0, 0, 0, 0].map(u16),
        u32(0),
        u32(offset),
        path,
      ]),
    );
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const count = u16(entries.length);
  return Buffer.concat([
    ...files,
    index,
    u32(0x06054b50),
    u16(0),
    u16(0),
    count,
    count,
    u32(index.length),
    u32(offset),
    u16(0),
  ]);
}

/** What stands before the name both at the file and in the directory. */
function describe(content: Buffer, packed: Buffer, path: Buffer, at: number): Buffer {
  const { date, time } = toDosTime(at);
  return Buffer.concat([
    ...[version, utf8Names, deflated, time, date].map(u16),
    ...[crc32(content), packed.length, content.length].map(u32),
    u16(path.length),
  ]);
}

function toDosTime(at: number): { readonly date: number; readonly time: number } {
  const moment = new Date(at);
  const date = ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate();
  const time = (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1);
  return { date, time };
}

function u16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeUInt16LE(value);
  return octets;
}

function u32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32LE(value);
  return octets;
}
