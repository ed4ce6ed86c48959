/** Takes out of a log line whatever looks like a secret: credentials, tokens, digests. */
const mask = "•••";

const secretForms: readonly (readonly [RegExp, string])[] = [
  [/\b((?:proxy-)?authorization\s*[:=]\s*)[^\r\n]+/giu, `$1${mask}`],
  [/\b(bearer\s+)[\w.~+/=-]+/giu, `$1${mask}`],
  [
    /(["']?\b(?:password|passwd|secret|token|ha1|credential|response|cnonce|nonce)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}&]+)/giu,
    `$1${mask}`,
  ],
  // A link that sets a phone up is a secret from its path on.
  [/(https:\/\/[^\s/?#"'<>]+)[/?#][^\s"'<>]*/giu, `$1/${mask}`],
  [/(tandem:)[^\s"'<>]+/giu, `$1${mask}`],
  [/\b((?:wss?|sips?|https?|mqtts?):(?:\/\/)?[^\s:@/]+:)[^\s@/]+@/giu, `$1${mask}@`],
];

export function redact(text: string): string {
  return secretForms.reduce((line, [form, replacement]) => line.replace(form, replacement), text);
}
