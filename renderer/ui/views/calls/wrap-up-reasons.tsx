/** What came of a call, as a short list: by digit, by arrows, or, where there are many, by typing a piece of the name. */
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import type { WrapUpReason } from "../../../../shared/model/wrap-up-policy.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { digitOf, findReasons, mostByDigit } from "./wrap-up-model.ts";

export type WrapUpReasonsProps = {
  readonly reasons: readonly WrapUpReason[];
  readonly chosenId: string | null;
  /** Takes no press for a moment. */
  readonly isSettling: boolean;
  readonly onChoose: (reasonId: string) => void;
  /** What takes the keys. */
  readonly keys: Ref<HTMLElement>;
};

export function WrapUpReasons({ reasons, chosenId, isSettling, onChoose, keys }: WrapUpReasonsProps) {
  const { say } = useTranslator();
  const [typed, setTyped] = useState("");
  const [pointedId, setPointed] = useState<string | null>(null);
  const listId = useId();
  const shown = findReasons(reasons, typed);
  const at = shown.findIndex(({ id }) => id === (pointedId ?? chosenId));
  const isByTyping = reasons.length > mostByDigit;

  const choose = (reason: WrapUpReason | undefined) => {
    if (reason === undefined || isSettling) return;
    setPointed(reason.id);
    onChoose(reason.id);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = isByTyping ? (stepInColumn[event.key] ?? 0) : stepInGrid(event);
    const isPress = event.key === "Enter" || (event.key === " " && !isByTyping);
    const byDigit = isByTyping ? -1 : shown.findIndex((_, place) => digitOf(place, reasons.length) === event.key);
    if (step === 0 && !isPress && byDigit === -1) return;
    event.preventDefault();
    if (event.repeat && step === 0) return;
    if (byDigit !== -1) return choose(shown[byDigit]);
    if (isPress) return choose(shown[at === -1 && typed !== "" ? 0 : at]);
    const next = at === -1 ? (step > 0 ? 0 : shown.length - 1) : at + step;
    if (shown[next] !== undefined) setPointed(shown[next].id);
  };
  const pointed = at === -1 ? undefined : toId(listId, at);
  const field = isByTyping ? (
    <input
      ref={keys as Ref<HTMLInputElement>}
      type="text"
      className="card-words"
      role="combobox"
      autoComplete="off"
      spellCheck={false}
      maxLength={64}
      placeholder={say("wrapUp.find")}
      aria-label={say("wrapUp.find")}
      aria-expanded={shown.length > 0}
      aria-controls={listId}
      aria-activedescendant={pointed}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        setPointed(null);
      }}
      onKeyDown={press}
    />
  ) : null;

  return (
    <>
      {field}
      {shown.length === 0 ? <p className="card-note">{say("wrapUp.noneFound")}</p> : null}
      <ul
        id={listId}
        ref={isByTyping ? undefined : (keys as Ref<HTMLUListElement>)}
        className={`wrap-up-reasons ${isByTyping ? "wrap-up-many" : ""}`}
        role="listbox"
        aria-label={say("wrapUp.reasons")}
        tabIndex={isByTyping ? -1 : 0}
        aria-activedescendant={isByTyping ? undefined : pointed}
        onKeyDown={isByTyping ? undefined : press}
      >
        {shown.map((reason, place) => {
          const digit = digitOf(place, reasons.length);
          const isChosen = reason.id === chosenId;
          return (
            <li
              key={reason.id}
              id={toId(listId, place)}
              ref={place === at ? scrollTo : undefined}
              className={`wrap-up-reason ${place === at ? "wrap-up-pointed" : ""} ${isChosen ? "wrap-up-chosen" : ""}`}
              role="option"
              aria-selected={isChosen}
              aria-keyshortcuts={digit ?? undefined}
              // What takes the keys keeps them.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(reason)}
            >
              {digit === null ? null : <kbd aria-hidden="true">{digit}</kbd>}
              <bdi>{reason.name}</bdi>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const stepInColumn: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const stepInRow: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Down is the one below, however many stand beside each other at this width. */
function stepInGrid({ key, currentTarget }: KeyboardEvent): number {
  const rows = [...currentTarget.children].map((row) => row.getBoundingClientRect().top);
  const across = rows.filter((top) => top === rows[0]).length;
  return stepInRow[key] ?? (stepInColumn[key] ?? 0) * across;
}

const toId = (listId: string, place: number) => `${listId}-${place}`;
const scrollTo = (row: HTMLLIElement | null) => row?.scrollIntoView({ block: "nearest" });
