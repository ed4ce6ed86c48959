/** HA1 = MD5(user:realm:password), which stands for a password in its own realm alone (RFC 7616 §3.4.2). */
import { createHash } from "node:crypto";

export function toHa1(user: string, realm: string, password: string): string {
  return createHash("md5").update(`${user}:${realm}:${password}`).digest("hex");
}
