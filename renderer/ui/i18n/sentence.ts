/** A sentence not yet translated: what view models return, so that they stay pure and know no language. */
import type { MessageKey } from "../../../shared/i18n/catalogues.ts";
import type { MessageParams, Translator } from "./translator.ts";

export type Sentence = { readonly key: MessageKey; readonly params?: MessageParams };

export function tell(translator: Translator, sentence: Sentence): string {
  return translator.say(sentence.key, sentence.params);
}
