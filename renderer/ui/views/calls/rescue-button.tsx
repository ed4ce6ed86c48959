/** The way back into a call that was lost with its server: one focused button, and keys that work wherever the focus is. */
import { useEffect, useRef } from "react";
import type { Command } from "../../../../shared/contract/command.ts";
import type { Call } from "../../../../shared/model/call.ts";
import { useChordOf } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import type { Server } from "../../../../shared/model/server.ts";
import { nameKeys, toKeyShortcuts } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type RescueButtonProps = {
  readonly call: Call;
  readonly through: Server;
  /** The chord calls back the first of several. */
  readonly isFirst: boolean;
  /** The card; the focus is taken only from inside it or from nobody. */
  readonly frame: { readonly current: HTMLElement | null };
  readonly order: (command: Command) => void;
};

export function RescueButton({ call, through, isFirst, frame, order }: RescueButtonProps) {
  const translator = useTranslator();
  const chord = useChordOf("rescue");
  const button = useRef<HTMLButtonElement>(null);
  const rescue = () => order({ type: "call.rescue", callId: call.id });
  useEffect(() => {
    const { activeElement, body } = document;
    if (activeElement === body || frame.current === activeElement) button.current?.focus();
  }, [frame]);
  return (
    <Button
      ref={button}
      look="accent"
      className="card-rescue"
      keyShortcuts={isFirst ? toKeyShortcuts(chord) : undefined}
      onPress={rescue}
    >
      <span>{translator.say("rescue.through", { server: through.name })}</span>
      {isFirst && chord !== null ? <kbd>{nameKeys(translator, chord)}</kbd> : null}
    </Button>
  );
}
