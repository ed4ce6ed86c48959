/** Why the last key or command came to nothing, over the window for a moment: no press is answered with silence. */
import { useEffect, useState } from "react";
import { useActions } from "../../bridge/actions-context.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

/** Long enough to be read twice, ms. */
const shownForMs = 6_000;

export function ActionOutcome() {
  const translator = useTranslator();
  const { outcome } = useActions();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOver(true), shownForMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  if (outcome === null || isOver) return null;
  const text =
    outcome.kind === "tooSoon" ? translator.say("keys.tooSoon") : describeFailure(translator, outcome.failure);
  return <Refusal key={outcome.times} className="action-outcome" text={text} />;
}
