/** What was fetched, as it is kept: with the link for the time after it, and as it was signed. */
import type { OwnAccount } from "../../shared/model/own-account.ts";
import type { FetchedDocument } from "./read-answer.ts";

type CameFrom = {
  /** That brought it; the document may name another. Null: one that serves nobody again. */
  readonly link: string | null;
  readonly origin: string;
  /** Epoch ms. */
  readonly atConfirmed: number;
  readonly isSignedIn: true | undefined;
};

export function toAccount(fetched: FetchedDocument, { link, isSignedIn, ...from }: CameFrom): OwnAccount {
  const { document, etag, signed } = fetched;
  const next = document.provisioning.link ?? link;
  return {
    document,
    enrolment: {
      ...from,
      link: next,
      // A tag holds for what lies at one place.
      etag: next !== null && next === link ? etag : null,
      ...(signed === undefined ? {} : { signed }),
      ...(isSignedIn === undefined ? {} : { isSignedIn }),
    },
  };
}
