/** Makes SIP URIs of configured and dialled text, with everything escaped that could end a header or a URI. */
import { Grammar, URI } from "sip.js";

/** @param user any text; what RFC 3261 §25.1 does not allow in a user part is percent-escaped. */
export function toSipUri(user: string | undefined, domain: string): URI {
  const at = Grammar.URIParse(`sip:${domain}`);
  const escaped = user === undefined ? "" : encodeURIComponent(withoutControls(user).toWellFormed());
  return new URI("sip", escaped, at?.host ?? "invalid.invalid", at?.port);
}

/** For values of headers of our own making: printable ASCII and no line end. */
export function toHeaderText(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, "")
    .trim()
    .slice(0, 128);
}

function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]/gu, "");
}
