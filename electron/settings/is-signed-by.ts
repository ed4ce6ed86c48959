/** Whether the document that is kept is the one that was signed, by the key that the computer's policy names. */
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { OwnAccount } from "../../shared/model/own-account.ts";
import { verifyEd25519 } from "../signatures/verify-ed25519.ts";
import { checkPolicyText } from "./policy-file.ts";

/** Asked at every start again: what lies on the disk may have changed. @param key of the policy, raw, base64. */
export function isSignedBy(key: string, { document, enrolment }: OwnAccount): boolean {
  const signed = enrolment?.signed;
  if (enrolment === null || signed === undefined) return false;
  if (!verifyEd25519(key, signed.signature, Buffer.from(signed.text))) return false;
  const read = checkPolicyText(enrolment.origin, signed.text);
  return read.ok && isSameValue(read.value, document);
}
