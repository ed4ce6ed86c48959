/** What a provisioning server's answer is worth: a document, word that nothing changed, or why it cannot be used. */
import type { Result } from "../../shared/lib/result.ts";
import { verifyEd25519 } from "../signatures/verify-ed25519.ts";
import type { SignedText } from "../../shared/model/own-account.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import { readEnrolmentLink } from "../../shared/model/enrolment-link.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";

export type Answer = {
  readonly status: number;
  readonly etag: string | null;
  /** Content-Encoding; none was asked for. */
  readonly encoding: string | null;
  readonly body: Uint8Array;
  /** Of the body; Ed25519, base64. */
  readonly signature: string | null;
  /** When it wants to be asked again, ms from now. */
  readonly retryAfterMs: number | null;
};

export type FetchedDocument = {
  readonly kind: "document";
  readonly document: PolicyDocument;
  readonly etag: string | null;
  /** Where the policy wants it signed. */
  readonly signed?: SignedText;
};

export type FetchedTrouble = {
  readonly kind: "trouble";
  readonly trouble: FetchTrouble;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs?: number;
};

export type Fetched =
  | FetchedDocument
  /** The one we have is the newest (RFC 9110 §15.4.5). */
  | { readonly kind: "unchanged" }
  | FetchedTrouble;

/** Strict: an unknown key is a problem like any other. @param name stands where a file's name would. */
export type CheckDocument = (name: string, text: string) => Result<PolicyDocument, { readonly line: string }>;

export type Reading = {
  /** Of the link: the name of the document in what is told of it. */
  readonly origin: string;
  readonly check: CheckDocument;
  /** The key that must have signed the document, raw, base64; null: none must. */
  readonly signedBy: string | null;
};

export function readAnswer({ origin, check, signedBy }: Reading, answer: Answer): Fetched {
  const { status, encoding, body, signature, retryAfterMs } = answer;
  if (status === 304) return { kind: "unchanged" };
  if (status !== 200) return toTrouble(toStatusTrouble(status), retryAfterMs);
  const text = decode(body);
  // The label of the content is not asked: what it is shows in itself.
  if (text !== null && /^\s*</u.test(text)) return toTrouble({ kind: "webPage" });
  if (text === null || (encoding !== null && encoding.toLowerCase() !== "identity")) {
    const line = `${origin}: the answer is not UTF-8 text, or is compressed. Send the document as it is.`;
    return toTrouble({ kind: "notADocument", line });
  }
  const isSigned = signedBy === null || (signature !== null && verifyEd25519(signedBy, signature, body));
  if (!isSigned) return toTrouble({ kind: "unsigned" });
  const checked = check(origin, text);
  if (!checked.ok) return toTrouble({ kind: "notADocument", line: checked.failure.line });
  const document = checked.value;
  if (!leadsTo(origin, document.provisioning.link)) {
    const line = `${origin}: provisioning.link: leads to another host. Correct this value.`;
    return toTrouble({ kind: "notADocument", line });
  }
  const signed = signedBy === null || signature === null ? {} : { signed: { text, signature } };
  return { kind: "document", document, etag: toEtag(answer.etag), ...signed };
}

export function toTrouble(trouble: FetchTrouble, retryAfterMs: number | null = null): FetchedTrouble {
  return { kind: "trouble", trouble, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
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
