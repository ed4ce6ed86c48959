// Stands in for `safeStorage`: AES-256-GCM with a key file only the owner may read. It is no keychain and says so.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardMembers } from "./guard-members.ts";
import { hostPaths } from "./host-paths.ts";

const version = Buffer.from("hk1");
const nonceLength = 12;
const tagLength = 16;

function readKey(): Buffer {
  const folder = hostPaths.get("userData");
  const file = join(folder, "host-safe-storage.key");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file);
}

export const safeStorage = guardMembers("safeStorage", {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => "host_key_file",
  setUsePlainTextEncryption: () => undefined,
  encryptString(plainText: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv("aes-256-gcm", readKey(), nonce);
    const secret = Buffer.concat([cipher.update(plainText, "utf8"), cipher.final()]);
    return Buffer.concat([version, nonce, cipher.getAuthTag(), secret]);
  },
  decryptString(encrypted: Buffer): string {
    if (!encrypted.subarray(0, version.length).equals(version)) {
      throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptString.");
    }
    const nonce = encrypted.subarray(version.length, version.length + nonceLength);
    const secretAt = version.length + nonceLength + tagLength;
    const decipher = createDecipheriv("aes-256-gcm", readKey(), nonce);
    decipher.setAuthTag(encrypted.subarray(version.length + nonceLength, secretAt));
    return Buffer.concat([decipher.update(encrypted.subarray(secretAt)), decipher.final()]).toString("utf8");
  },
});
