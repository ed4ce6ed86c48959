/** Seals text with the system's key store, so that a password on disk is of no use to another user or machine. */
import { safeStorage } from "electron";
import type { Log } from "../../shared/lib/log.ts";

export type Secrets = {
  /** @returns base64, or null when this computer offers no encryption: then nothing may be written. */
  readonly seal: (text: string) => string | null;
  /** @returns null when it was sealed elsewhere, or the key is gone. */
  readonly unseal: (sealed: string) => string | null;
};

export function createSecrets(log: Log): Secrets {
  let isWarned = false;
  return {
    seal(text) {
      try {
        if (isSealingReal()) return safeStorage.encryptString(text).toString("base64");
      } catch (error) {
        log.warn(`the key store does not work: ${String(error)}`);
      }
      if (!isWarned) log.warn("this computer offers no key store, so passwords are not written to disk");
      isWarned = true;
      return null;
    },
    unseal(sealed) {
      try {
        return safeStorage.decryptString(Buffer.from(sealed, "base64"));
      } catch (error) {
        log.warn(`stored passwords cannot be read: ${String(error)}`);
        return null;
      }
    },
  };
}

/** On Linux without a key store Chromium "encrypts" with a password everybody knows and calls it basic_text. */
function isSealingReal(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== "linux" || safeStorage.getSelectedStorageBackend() !== "basic_text";
}
