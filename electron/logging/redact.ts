/**
 * Takes out of a text whatever looks like a secret, wherever it stands: wire messages, JSON, addresses. What it knows by
 * its look alone it takes too much of rather than too little; secrets that are known by their letters: known-secrets.ts.
 */
import { mask } from "../../shared/lib/redact-sip.ts";

/** Names whose values nobody may read, alone or at the end of a longer name. */
const secretName = String.raw`[\w-]*(?:password|passwd|passphrase|pwd|secret|token|ha1|credential|api[-_]?key|private[-_]?key|encryption[-_]?key|nonce|rspauth|opaque)s?`;
/** A string in quotes, in quotes of a JSON text inside a JSON text, a list or an object to the line's end, or a bare word. */
const secretValue = String.raw`"(?:[^"\\\r\n]|\\.)*(?:"(?!\s*:)|(?=[\r\n]|$))|'[^'\r\n]*'?|(\\+["'])(?:(?!(?<!\\)\3)[^\r\n])*(?:\3)?|[[{][^\r\n]*|[^\s,;}&"']+`;

const secretForms: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu, mask],
  // A header with its folded lines (RFC 3261 §7.3.1), and the same name in JSON.
  [/\b((?:proxy-)?authorization\\*["']?\s*[:=]\s*)[^\r\n]+(?:\r?\n[ \t]+[^\r\n]*)*/giu, `$1${mask}`],
  [/\b(bearer\s+)[\w.~+/=-]+/giu, `$1${mask}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/gu, mask],
  [
    new RegExp(String.raw`(?<![\w-])((?:${secretName}|response)(\\*["']?)\s*[:=]\s*)(?:${secretValue})`, "giu"),
    `$1${mask}`,
  ],
  // Keys of the voice (RFC 4568 §9.2), and a digit that may belong to a caller's PIN.
  [/\b(inline:)[^\s"']+/giu, `$1${mask}`],
  [/\b(signal[ \t]*=[ \t]*)[^\s|"']+/giu, `$1${mask}`],
  // A link that sets a phone up is a secret from its path on.
  [/(https:\/\/[^\s/?#"'<>\\]+)[/?#][^\s"'<>]*/giu, `$1/${mask}`],
  [/(tandem:)[^\s"'<>]+/giu, `$1${mask}`],
  [/\b((?:wss?|http|mqtts?):\/\/[^\s?#"'<>]*[?#])[^\s"'<>]*/giu, `$1${mask}`],
  [/\b((?:wss?|sips?|https?|mqtts?|ldaps?):(?:\/\/)?[^\s:@/]+:)[^\s@<>"]+@/giu, `$1${mask}@`],
];

export function redact(text: string): string {
  return secretForms.reduce((line, [form, replacement]) => line.replace(form, replacement), text);
}
