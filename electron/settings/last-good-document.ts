/** Remembers the last good policy document, its secrets sealed, so that a bad edit overnight costs no shift. */
import type { Log } from "../../shared/lib/log.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { sealDocument, unsealDocument } from "./document-secrets.ts";
import type { LastGood } from "./effective-config.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";

export function createLastGoodDocument(store: SettingsStore["lastGood"], secrets: Secrets, log: Log): LastGood {
  function read(path: string): PolicyDocument | null {
    const kept = store.read();
    if (kept === null || kept.path !== path) return null;
    const document = unsealDocument(kept, secrets);
    if (document === null) log.debug("the document kept from an earlier start has no passwords and is not used");
    return document;
  }

  return {
    read,
    write(path, document) {
      if (isSameValue(read(path), document)) return;
      store.write({ path, ...sealDocument(document, secrets) });
    },
  };
}
