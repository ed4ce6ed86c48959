/** Several PNGs as one icon of macOS: each a chunk whose four letters name the size it is for. */
import type { SizedPng } from "./to-ico.ts";

/** Apple's types for PNGs, by pixels a side; the second of a size is the half size on a screen of double density. */
const types: Readonly<Record<number, readonly string[]>> = {
  16: ["icp4"],
  32: ["icp5", "ic11"],
  64: ["icp6", "ic12"],
  128: ["ic07"],
  256: ["ic08", "ic13"],
  512: ["ic09", "ic14"],
  1024: ["ic10"],
};

const headBytes = 8;

export function toIcns(pictures: readonly SizedPng[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) => (types[size] ?? []).map((type) => toChunk(type, png)));
  return toChunk("icns", Buffer.concat(chunks));
}

function toChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(headBytes);
  head.write(type, "latin1");
  head.writeUInt32BE(headBytes + body.length, 4);
  return Buffer.concat([head, body]);
}
