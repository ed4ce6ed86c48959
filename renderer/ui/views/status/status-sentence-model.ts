/** The phone's sentence in the operator's language; a key this window does not know falls to the plainest truth. */
import type { Translator } from "../../i18n/translator.ts";

export type ReachabilitySentence = { readonly key: string; readonly params: Readonly<Record<string, string>> };

export function toStatusSentence(translator: Translator, { key, params }: ReachabilitySentence): string {
  return translator.has(key) ? translator.say(key, params) : translator.say("status.unknown");
}
