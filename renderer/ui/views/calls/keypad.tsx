/** Tones into the call, by clicks and, while the keypad has the focus, by the keyboard. */
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { useEscape } from "../../components/escape-context.tsx";
import { useTell } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toDtmfDigit } from "./dtmf-digit.ts";

const rows = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
const longestEcho = 24;

export function Keypad({
  onDigit,
  onClose,
}: {
  readonly onDigit: (digit: string) => void;
  readonly onClose: () => void;
}) {
  const { say } = useTranslator();
  const { quiet } = useTell();
  const [sent, setSent] = useState("");
  const frame = useRef<HTMLDivElement>(null);
  const close = useStable(onClose);
  useEscape(true, close);
  useEffect(() => frame.current?.focus(), []);
  const press = (digit: string) => {
    setSent((before) => `${before}${digit}`.slice(-longestEcho));
    onDigit(digit);
    quiet(digit);
  };
  return (
    <div
      ref={frame}
      className="keypad"
      role="group"
      tabIndex={-1}
      aria-label={say("keypad.label")}
      onKeyDown={(event) => {
        const digit = toDtmfDigit(event);
        if (digit === null) return;
        event.preventDefault();
        press(digit);
      }}
    >
      <p className="keypad-sent">{sent === "" ? <span className="keypad-hint">{say("keypad.hint")}</span> : sent}</p>
      <div className="keypad-keys">
        {rows.map((digit) => (
          <Button key={digit} className="keypad-key" onPress={() => press(digit)}>
            {digit}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The same function for as long as the keypad is open, however often its card is drawn. */
function useStable(run: () => void): () => void {
  const latest = useRef(run);
  latest.current = run;
  const [stable] = useState(() => () => latest.current());
  return stable;
}
