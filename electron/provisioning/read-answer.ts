/** What a provisioning server's answer is worth: a document, word that nothing changed, or why it cannot be used. */
import type { Result } from "../../shared/lib/result.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";

export type Answer = {
  readonly status: number;
  readonly etag: string | null;
  /** Content-Encoding; none was asked for. */
  readonly encoding: string | null;
  readonly body: Uint8Array;
};

export type Fetched =
  | { readonly kind: "document"; readonly document: PolicyDocument; readonly etag: string | null }
  /** The one we have is the newest (RFC 9110 §15.4.5). */
  | { readonly kind: "unchanged" }
  | { readonly kind: "trouble"; readonly trouble: FetchTrouble };

/** Strict: an unknown key is a problem like any other. @param name stands where a file's name would. */
export type CheckDocument = (name: string, text: string) => Result<PolicyDocument, { readonly line: string }>;

/** @param origin of the link: the name of the document in what is told of it. */
export function readAnswer(origin: string, answer: Answer, check: CheckDocument): Fetched {
  const { status, encoding, body } = answer;
  if (status === 304) return { kind: "unchanged" };
  if (status !== 200) return toTrouble(toStatusTrouble(status));
  const text = decode(body);
  // The label of the content is not asked: what it is shows in itself.
  if (text !== null && /^\s*</u.test(text)) return toTrouble({ kind: "webPage" });
  if (text === null || (encoding !== null && encoding.toLowerCase() !== "identity")) {
    const line = `${origin}: the answer is not UTF-8 text, or is compressed. Send the document as it is.`;
    return toTrouble({ kind: "notADocument", line });
  }
  const checked = check(origin, text);
  if (!checked.ok) return toTrouble({ kind: "notADocument", line: checked.failure.line });
  const document = checked.value;
  if (!leadsTo(origin, document.provisioning.link)) {
    const line = `${origin}: provisioning.link: leads to another host. Correct this value.`;
    return toTrouble({ kind: "notADocument", line });
  }
  return { kind: "document", document, etag: toEtag(answer.etag) };
}

export function toTrouble(trouble: FetchTrouble): Fetched {
  return { kind: "trouble", trouble };
}

function toStatusTrouble(status: number): FetchTrouble {
  switch (status) {
    case 401:
    case 403:
    case 410:
      return { kind: "notAccepted" };
    case 404:
      return { kind: "notFound" };
    default:
      return { kind: "failing", status };
  }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function leadsTo(origin: string, link: string | undefined): boolean {
  if (link === undefined) return true;
  const read = readEnrolmentLink(link);
  return read.ok && read.value.origin === origin;
}

/** RFC 9110 §8.8.3; what is sent back stands in a header of ours. */
function toEtag(etag: string | null): string | null {
  return etag !== null && /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/u.test(etag) ? etag : null;
}
