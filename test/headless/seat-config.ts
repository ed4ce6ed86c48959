/** What a seat is started with, from the policy document that an administrator would write. */
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";

/** Throws when it is no valid document. */
export function toSeatConfig(document: unknown): PhoneConfig {
  return toPhoneConfig(PolicyDocument.parse(document));
}
