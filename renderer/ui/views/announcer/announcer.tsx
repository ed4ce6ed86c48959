/** Tells a screen reader what happens to calls, without moving anybody's focus. */
import { useEffect, useRef } from "react";
import type { Call } from "../../../../shared/model/call.ts";
import { useChordOf, useSnapshot } from "../../bridge/use-snapshot.ts";
import { useSpoken, useTell } from "../../components/spoken-context.tsx";
import { useMoment } from "../../components/use-moment.ts";
import { describeRemote, withheld } from "../../format/describe-remote.ts";
import { findMutedSpeech } from "../../format/muted-speech.ts";
import { nameKeys } from "../../format/name-keys.ts";
import { tell as toText } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { announceChanges, announceControls } from "./announcement-model.ts";

export function Announcer() {
  const translator = useTranslator();
  const { urgent, quiet } = useTell();
  const { calls, servers } = useSnapshot(({ calls, servers }) => ({ calls, servers }));
  const chord = useChordOf("rescue");
  const rescueKeys = chord === null ? null : nameKeys(translator, chord);
  const before = useRef<readonly Call[]>(calls);
  useEffect(() => {
    const sentences = announceChanges(before.current, calls, servers, rescueKeys);
    const nameOf = ({ remote }: Call) => describeRemote(remote).title ?? toText(translator, withheld);
    const controls = announceControls(before.current, calls, nameOf);
    before.current = calls;
    if (sentences.length > 0) urgent(sentences.map((sentence) => toText(translator, sentence)).join(" "));
    if (controls.length > 0) quiet(controls.map((sentence) => toText(translator, sentence)).join(" "));
  }, [calls, servers, translator, urgent, quiet, rescueKeys]);
  const { isTold } = useMoment(
    (now) => findMutedSpeech(calls, now),
    (speech) => speech.atNextChange,
  );
  useSpoken(isTold ? translator.say("call.mutedSpeaking") : "", "quiet");
  return null;
}
