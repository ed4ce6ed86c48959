/** Remembers the last good policy document, its secrets sealed, so that a bad edit overnight costs no shift. */
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { DocumentSecrets, joinSecrets, partSecrets } from "./document-secrets.ts";
import type { LastGood } from "./effective-config.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";

export function createLastGoodDocument(store: SettingsStore["lastGood"], secrets: Secrets, log: Log): LastGood {
  function read(path: string): PolicyDocument | null {
    const kept = store.read();
    if (kept === null || kept.path !== path) return null;
    const opened = kept.sealedSecrets === null ? {} : openSecrets(kept.sealedSecrets);
    if (opened === null) return null;
    const document = PolicyDocument.safeParse(joinSecrets({ open: kept.document, secrets: opened }));
    if (!document.success) log.debug("the document kept from an earlier start has no passwords and is not used");
    return document.success ? document.data : null;
  }

  function openSecrets(sealed: string): DocumentSecrets | null {
    const text = secrets.unseal(sealed);
    if (text === null) return null;
    try {
      const parsed = DocumentSecrets.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  return {
    read,
    write(path, document) {
      if (isSameValue(read(path), document)) return;
      const parted = partSecrets(document);
      const sealedSecrets = secrets.seal(JSON.stringify(parted.secrets));
      store.write({ path, document: parted.open, sealedSecrets });
    },
  };
}
