/** Several PNGs as one icon of Windows, which takes the size it needs: a directory of 16 octets each, then the pictures. */
export type SizedPng = {
  /** Pixels a side. */
  readonly size: number;
  readonly png: Buffer;
};

const headerBytes = 6;
const entryBytes = 16;

export function toIco(pictures: readonly SizedPng[]): Buffer {
  const header = Buffer.alloc(headerBytes + entryBytes * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let at = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = headerBytes + entryBytes * index;
    // A side of 256 is written as 0.
    header.set([size % 256, size % 256], entry);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(at, entry + 12);
    at += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}
