/** The account of this computer where no administrator's document is, its secrets sealed, its link among them. */
import { z } from "zod";
import type { KeptEnrolment, OwnAccount, SignedText } from "../../shared/model/own-account.ts";
import type { LostSetUp } from "../../shared/model/snapshot.ts";
import { sealDocument, unsealDocument } from "./document-secrets.ts";
import type { Secrets } from "./secrets.ts";
import type { SettingsStore } from "./settings-store.ts";
import type { StoredSettings } from "./stored-settings.ts";

export type OwnDocument = {
  /** @returns null when nothing was entered, or its password could not be kept here. */
  readonly read: () => OwnAccount | null;
  readonly write: (account: OwnAccount) => void;
  /** Why what was set up here cannot be had; null where nothing was, or it can. */
  readonly findLoss: () => LostSetUp | null;
  /** Nobody is signed in here any more, and nothing of him is kept. */
  readonly erase: () => void;
};

type StoredEnrolment = NonNullable<StoredSettings["own"]>["enrolment"];

const Signed = z.strictObject({ text: z.string(), signature: z.string() });

export function createOwnDocument(stores: Pick<SettingsStore, "own" | "ownUnreadable">, secrets: Secrets): OwnDocument {
  const { own: store, ownUnreadable: aside } = stores;
  /** As it was entered; on a computer without a key store it lasts until Tandem is closed. */
  let entered: OwnAccount | null = null;

  function unseal(): OwnAccount | null {
    const kept = store.read();
    const document = kept === null ? null : unsealDocument(kept, secrets);
    return document === null ? null : { document, enrolment: unsealEnrolment(kept?.enrolment, secrets) };
  }

  function read(): OwnAccount | null {
    entered ??= unseal();
    return entered;
  }

  /** The key may come back, with the keyring or the right profile: until another account is entered nothing is touched. */
  function findLoss(): LostSetUp | null {
    const kept = store.read();
    if (kept === null || read() !== null) return null;
    return { why: kept.sealedSecrets === null ? "notKept" : "unreadable", origin: kept.enrolment?.origin ?? null };
  }

  return {
    read,
    findLoss,
    write(account) {
      if (findLoss()?.why === "unreadable") aside.write(store.read());
      entered = account;
      const sealed = sealDocument(account.document, secrets);
      const { enrolment } = account;
      if (enrolment === null) return store.write(sealed);
      const { link, signed, ...open } = enrolment;
      const sealedLink = link === null ? null : secrets.seal(link);
      const sealedText = signed === undefined ? {} : { sealedText: secrets.seal(JSON.stringify(signed)) };
      store.write({ ...sealed, enrolment: { ...open, sealedLink, ...sealedText } });
    },
    erase() {
      entered = null;
      store.write(null);
      aside.write(undefined);
    },
  };
}

function unsealEnrolment(stored: StoredEnrolment, secrets: Secrets): KeptEnrolment | null {
  if (stored === undefined) return null;
  const { sealedLink, sealedText, isSignedIn, ...open } = stored;
  const link = sealedLink === null ? null : secrets.unseal(sealedLink);
  if (link === null && isSignedIn !== true) return null;
  const signed = unsealText(sealedText ?? null, secrets);
  return {
    ...open,
    link,
    ...(signed === null ? {} : { signed }),
    ...(isSignedIn === true ? { isSignedIn } : {}),
  };
}

function unsealText(sealed: string | null, secrets: Secrets): SignedText | null {
  const text = sealed === null ? null : secrets.unseal(sealed);
  return text === null ? null : (Signed.safeParse(JSON.parse(text)).data ?? null);
}
