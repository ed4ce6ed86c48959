/** The unseen live region: what happens to calls, for a screen reader, without moving anybody's focus. */
import { useEffect, useRef, useState } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { announceChanges } from "./announcement-model.ts";

export function Announcer() {
  const translator = useTranslator();
  const { calls, servers } = useSnapshot(({ calls, servers }) => ({ calls, servers }));
  const before = useRef<readonly Call[]>(calls);
  const [text, setText] = useState("");
  useEffect(() => {
    const sentences = announceChanges(before.current, calls, servers);
    before.current = calls;
    if (sentences.length > 0) setText(sentences.map((sentence) => tell(translator, sentence)).join(" "));
  }, [calls, servers, translator]);
  return (
    <p className="unseen" role="log" aria-live="assertive" aria-atomic="true">
      {text}
    </p>
  );
}
