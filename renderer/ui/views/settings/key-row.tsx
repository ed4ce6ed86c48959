/** The keys of one action: pressed to take new ones. Escape leaves them, Backspace clears them, and why not is said at once. */
import { type KeyboardEvent, useRef, useState } from "react";
import { actionNames } from "../../../../shared/actions/actions.ts";
import type { Chord } from "../../../../shared/model/chord.ts";
import type { KeyInForce } from "../../../../shared/model/keys.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useTell } from "../../components/spoken-context.tsx";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { isMac, nameKeys } from "../../format/name-keys.ts";
import type { Translator } from "../../i18n/translator.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { record, toChoice, type KeyRecording, type KeyTrouble, type Recorded } from "./key-row-model.ts";

export type KeyRowProps = {
  readonly row: KeyInForce;
  readonly name: string;
  readonly trouble: KeyTrouble | null;
  readonly recording: Omit<KeyRecording, "isMac">;
  readonly isHeld: boolean;
  /** @param chord undefined: back to the usual one. */
  readonly change: (chord: Chord | null | undefined) => void;
};

export function KeyRow({ row, name, trouble, recording, isHeld, change }: KeyRowProps) {
  const translator = useTranslator();
  const { say } = translator;
  const { quiet } = useTell();
  const [isRecording, setRecording] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const nameOf = (chord: Chord | null) => (chord === null ? say("keys.none") : nameKeys(translator, chord));

  const start = () => {
    if (isHeld) return;
    setRecording(true);
    setRefusal(null);
    quiet(say("keys.recordHint"));
  };
  const take = (recorded: Recorded, isUsual = false) => {
    switch (recorded.kind) {
      case "waiting":
        return;
      case "left":
        return setRecording(false);
      case "cancelled":
        setRefusal(null);
        return setRecording(false);
      case "chosen":
        setRecording(false);
        setRefusal(null);
        change(isUsual ? undefined : recorded.chord);
        return quiet(say("keys.now", { action: name, keys: nameOf(recorded.chord) }));
      case "refused":
        return setRefusal(say(`keys.problem.${recorded.problem}`));
      case "same":
        return setRefusal(describeHolder(translator, recorded));
      default:
        return assertNever(recorded);
    }
  };
  const back =
    row.usual === null
      ? { text: say("keys.clear"), label: say("keys.clearOf", { action: name }) }
      : {
          text: say("keys.usual", { keys: nameOf(row.usual) }),
          label: say("keys.usualOf", { action: name, keys: nameOf(row.usual) }),
        };
  const goBack = () => {
    const { usual, action } = row;
    // What was pressed goes with the press.
    button.current?.focus();
    take(usual === null ? { kind: "chosen", chord: null } : toChoice(usual, action, recording.settings), true);
  };
  const press = (event: KeyboardEvent) => {
    if (!isRecording) return;
    const { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat } = event;
    const isAltGraph = event.getModifierState("AltGraph");
    const pressed = { key, code, ctrlKey, metaKey, shiftKey, altKey, repeat, isAltGraph };
    const recorded = record(pressed, { ...recording, isMac: isMac() });
    if (recorded.kind !== "left") event.preventDefault();
    // Neither Escape nor a chord that is being chosen does anything else meanwhile.
    event.stopPropagation();
    take(recorded);
  };

  return (
    <div className="key-row">
      <span className="key-name">{name}</span>
      <button
        ref={button}
        type="button"
        className={`button key-button ${isRecording ? "key-button-recording" : ""}`}
        aria-label={
          isRecording ? say("keys.recordHint") : say("keys.change", { action: name, keys: nameOf(row.chord) })
        }
        aria-pressed={isRecording}
        aria-disabled={isHeld ? true : undefined}
        onClick={start}
        onKeyDown={press}
        onBlur={() => setRecording(false)}
      >
        {isRecording ? say("keys.record") : nameOf(row.chord)}
      </button>
      {row.chord === row.usual || isHeld ? null : (
        <p className="key-back">
          <button type="button" className="key-usual" aria-label={back.label} onClick={goBack}>
            {back.text}
          </button>
        </p>
      )}
      {refusal === null ? null : <Refusal className="key-note" text={refusal} />}
      {trouble === null || refusal !== null ? null : (
        <p className="key-note field-note">{describeTrouble(translator, trouble)}</p>
      )}
    </div>
  );
}

function describeTrouble(translator: Translator, trouble: KeyTrouble): string {
  switch (trouble.kind) {
    case "unreadable":
      return translator.say("keys.unreadable");
    case "taken":
      return translator.say("keys.taken", { keys: nameKeys(translator, trouble.chord) });
    case "same":
      return describeHolder(translator, trouble);
    default:
      return assertNever(trouble);
  }
}

function describeHolder(translator: Translator, { chord, holder }: Extract<KeyTrouble, { kind: "same" }>): string {
  const action = translator.say(actionNames[holder]);
  return translator.say("keys.same", { keys: nameKeys(translator, chord), action });
}
