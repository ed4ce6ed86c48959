/** Why a link brought no document, in words with the remedy. */
import type { FetchTrouble } from "../../../shared/model/enrolment.ts";
import type { Sentence } from "../i18n/sentence.ts";

export function describeFetchTrouble(trouble: FetchTrouble): Sentence {
  switch (trouble.kind) {
    case "untrusted":
      return { key: `link.${trouble.doubt}`, params: { issuer: trouble.issuer } };
    case "elsewhere":
      return { key: "link.elsewhere", params: { host: trouble.host } };
    case "failing":
      // A code, and no quantity.
      return { key: "link.failing", params: { status: String(trouble.status) } };
    default:
      return { key: `link.${trouble.kind}` };
  }
}
