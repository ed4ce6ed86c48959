/** The one sentence that is always true: can I call and be called, through what, and what should I do. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useNow } from "../../components/use-now.ts";
import { nameKeys } from "../../format/name-keys.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toStatusSentence } from "./status-sentence-model.ts";

export function StatusLine() {
  const translator = useTranslator();
  const atUntil = useSnapshot(({ wrapUp }) => wrapUp?.now?.atUntil ?? null);
  const now = useNow(atUntil !== null, atUntil ?? 0);
  const sentence = useSnapshot((snapshot) =>
    toStatusSentence(snapshot, translator.locale, (chord) => nameKeys(translator, chord), now),
  );
  const isCounting = sentence.key === "reachability.wrapUp";
  return (
    <QuietRegion className={`status-line ${sentence.isNone ? "status-none" : ""}`}>
      {/* Seconds that run are seen, and not said one by one. */}
      <span aria-hidden={isCounting ? true : undefined}>{tell(translator, sentence)}</span>
      {isCounting ? <span className="unseen">{translator.say("wrapUp.label")}</span> : null}
    </QuietRegion>
  );
}
