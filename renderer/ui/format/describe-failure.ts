/**
 * A refused Command in words. The phone, the local API and the logs say why in English; a sentence that the catalogue
 * holds under `refusal.` is told in the operator's language, any other by the sentence of its kind.
 */
import { catalogues, type MessageKey } from "../../../shared/i18n/catalogues.ts";
import type { CommandFailure } from "../../../shared/model/failure.ts";
import type { Translator } from "../i18n/translator.ts";

export function describeFailure(translator: Translator, { kind, message }: CommandFailure): string {
  if (translator.language === "en") return message;
  return translator.say(refusals.get(message) ?? `failure.${kind}`);
}

const refusals = new Map(
  Object.entries(catalogues.en).flatMap(([key, text]) => (isRefusal(key) ? [[text, key] as const] : [])),
);

function isRefusal(key: string): key is MessageKey & `refusal.${string}` {
  return key.startsWith("refusal.");
}
