/** A refused Command in words: the phone's own sentence in English, the sentence of its kind in other languages. */
import type { CommandFailure } from "../../../shared/model/failure.ts";
import type { Translator } from "../i18n/translator.ts";

export function describeFailure(translator: Translator, failure: CommandFailure): string {
  return translator.language === "en" ? failure.message : translator.say(`failure.${failure.kind}`);
}
