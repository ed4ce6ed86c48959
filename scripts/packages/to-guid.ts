/** The same GUID for the same name, always: Windows knows a product and each of its components by one (RFC 9562 §5.8). */
import { createHash } from "node:crypto";

/** @param name a product's version, a file's path: what the GUID stands for. */
export function toGuid(name: string): string {
  const bytes = createHash("sha256").update(`app.tandem.phone ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
