/** Takes secrets out of SIP wire text before it reaches any log; method, status, Call-ID and CSeq stay readable. */

/** What stands in the place of a secret, in every log: one mask, so that whoever looks a second time takes it for no value. */
export const mask = "•••";

/** A header and its folded continuation lines (RFC 3261 §7.3.1). */
const credentialHeader = /^((?:proxy-)?authorization[ \t]*:)[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*/gim;
const digestParameter = /\b(response|rspauth|ha1|password|secret)(\s*=\s*)(?:"[^"\r\n]*"?|[^\s,;&>"]+)/gi;
const uriPassword = /(\bsips?:[^\s:@<>;"]*:)[^\s@<>;"]+(?=@)/gi;
/** Keys of the media: ICE (RFC 8839 §5.4) and SDES (RFC 4568 §9.2). */
const mediaKey = /^(a=ice-pwd:|a=crypto:\S+[ \t]+\S+[ \t]+inline:)[^\r\n]*/gim;
/** A digit of application/dtmf-relay: it may belong to a caller's PIN. */
const relayedDigit = /^(signal[ \t]*=)[^\r\n]*/gim;

/** @returns the same text, line for line, with every secret replaced by the mask. */
export function redactSip(text: string): string {
  return text
    .replace(credentialHeader, `$1 ${mask}`)
    .replace(digestParameter, `$1$2${mask}`)
    .replace(uriPassword, `$1${mask}`)
    .replace(mediaKey, `$1${mask}`)
    .replace(relayedDigit, `$1${mask}`);
}
