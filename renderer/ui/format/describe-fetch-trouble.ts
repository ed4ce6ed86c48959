/** Why a link brought no document, in words with the remedy. */
import type { FetchTrouble } from "../../../shared/model/enrolment.ts";
import type { Sentence } from "../i18n/sentence.ts";

export function describeFetchTrouble(trouble: FetchTrouble): Sentence {
  switch (trouble.kind) {
    case "untrusted":
      return { key: `link.${trouble.doubt}`, params: { issuer: trouble.issuer } };
    case "elsewhere":
    case "otherHost":
      return { key: `link.${trouble.kind}`, params: { host: trouble.host } };
    case "failing":
    case "proxy":
      // A code, and no quantity.
      return { key: `link.${trouble.kind}`, params: { status: String(trouble.status) } };
    default:
      return { key: `link.${trouble.kind}` };
  }
}

/** Why nobody was signed in, for a person who has a name and a password and knows of no link. */
export function describeSignInTrouble({ kind }: FetchTrouble, origin: string): Sentence {
  switch (kind) {
    case "notAccepted":
      return { key: "signIn.notAccepted" };
    case "unknownName":
    case "unreachable":
    case "tooSlow":
    case "failing":
    case "brokenOff":
    case "proxy":
      return { key: "signIn.away", params: { origin } };
    default:
      return { key: "signIn.unusable", params: { origin } };
  }
}
