/** The one sentence that is always true: can I call and be called, through what, and what should I do. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { nameKeys } from "../../format/name-keys.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toStatusSentence } from "./status-sentence-model.ts";

export function StatusLine() {
  const translator = useTranslator();
  const sentence = useSnapshot((snapshot) =>
    toStatusSentence(snapshot, translator.locale, (chord) => nameKeys(translator, chord)),
  );
  return (
    <QuietRegion className={`status-line ${sentence.isNone ? "status-none" : ""}`}>
      {tell(translator, sentence)}
    </QuietRegion>
  );
}
