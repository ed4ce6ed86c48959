/** The account somebody entered at this computer, its password sealed; used where no administrator's document is. */
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { sealDocument, unsealDocument } from "./document-secrets.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";

export type OwnDocument = {
  /** @returns null when nothing was entered, or its password could not be kept here. */
  readonly read: () => PolicyDocument | null;
  readonly write: (document: PolicyDocument) => void;
};

export function createOwnDocument(store: SettingsStore["own"], secrets: Secrets): OwnDocument {
  /** As it was entered; on a computer without a key store it lasts until Tandem is closed. */
  let entered: PolicyDocument | null = null;
  return {
    read() {
      const kept = store.read();
      entered ??= kept === null ? null : unsealDocument(kept, secrets);
      return entered;
    },
    write(document) {
      entered = document;
      store.write(sealDocument(document, secrets));
    },
  };
}
