/** The account of this computer where no administrator's document is, its secrets sealed, its link among them. */
import type { KeptEnrolment, OwnAccount } from "../../shared/model/own-account.ts";
import { sealDocument, unsealDocument } from "./document-secrets.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { StoredSettings } from "./stored-settings.ts";

export type OwnDocument = {
  /** @returns null when nothing was entered, or its password could not be kept here. */
  readonly read: () => OwnAccount | null;
  readonly write: (account: OwnAccount) => void;
};

type StoredEnrolment = NonNullable<StoredSettings["own"]>["enrolment"];

export function createOwnDocument(store: SettingsStore["own"], secrets: Secrets): OwnDocument {
  /** As it was entered; on a computer without a key store it lasts until Tandem is closed. */
  let entered: OwnAccount | null = null;

  function unseal(): OwnAccount | null {
    const kept = store.read();
    const document = kept === null ? null : unsealDocument(kept, secrets);
    return document === null ? null : { document, enrolment: unsealEnrolment(kept?.enrolment, secrets) };
  }

  return {
    read() {
      entered ??= unseal();
      return entered;
    },
    write(account) {
      entered = account;
      const sealed = sealDocument(account.document, secrets);
      const { enrolment } = account;
      if (enrolment === null) return store.write(sealed);
      const { link, ...open } = enrolment;
      store.write({ ...sealed, enrolment: { ...open, sealedLink: secrets.seal(link) } });
    },
  };
}

function unsealEnrolment(stored: StoredEnrolment, secrets: Secrets): KeptEnrolment | null {
  if (stored === undefined || stored.sealedLink === null) return null;
  const { sealedLink, ...open } = stored;
  const link = secrets.unseal(sealedLink);
  return link === null ? null : { ...open, link };
}
