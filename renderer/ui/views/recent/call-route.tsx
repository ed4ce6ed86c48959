/** What was tried for a call, step by step, under its row; Escape closes it. */
import { useCallback, useId, useState } from "react";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import { useEscape } from "../../components/escape-context.tsx";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import type { RouteStep } from "./call-route-model.ts";

type RoutePanel = { readonly id: string; readonly isOpen: boolean; readonly toggle: () => void };

export function useRoutePanel(): RoutePanel {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  useEscape(
    isOpen,
    useCallback(() => setOpen(false), []),
  );
  return { id, isOpen, toggle: () => setOpen(!isOpen) };
}

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
