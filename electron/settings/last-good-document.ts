/** Remembers what was good last, a document or the policies, its secrets sealed, so that a bad edit overnight costs no shift. */
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { Log } from "../../shared/lib/log.ts";
import { sealDocument, unsealRaw } from "./document-secrets.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";

/** What was good last, kept across starts: a document as it was written, or what the policies said. */
export type LastGood = {
  /** @returns null when nothing was kept for that path, or its secrets cannot be had. */
  readonly read: (path: string) => unknown;
  readonly write: (path: string, raw: unknown) => void;
};

export function createLastGood(
  store: SettingsStore["lastGood" | "lastGoodPolicies"],
  secrets: Secrets,
  log: Log,
): LastGood {
  function read(path: string): unknown {
    const kept = store.read();
    if (kept === null || kept.path !== path) return null;
    const raw = unsealRaw(kept, secrets);
    if (raw === null) log.debug("what was kept from an earlier start has no passwords and is not used");
    return raw;
  }

  return {
    read,
    write(path, raw) {
      if (isSameValue(read(path), raw)) return;
      store.write({ path, ...sealDocument(raw, secrets) });
    },
  };
}
