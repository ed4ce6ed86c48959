/** What was tried for a call, step by step, under its row. */
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import type { RouteStep } from "./call-route-model.ts";

export function CallRoute({ id, steps }: { readonly id: string; readonly steps: readonly RouteStep[] }) {
  const translator = useTranslator();
  return (
    <ol id={id} className="recent-route" aria-label={translator.say("route.title")}>
      {steps.map(({ at, sentence, code }, index) => (
        <li key={index}>
          <time dateTime={new Date(at).toISOString()}>{formatClockTime(at, translator.locale)}</time>
          <span>
            {tell(translator, sentence)}
            {code === null || code < 300 ? null : <span className="recent-code">{` SIP ${code}`}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
