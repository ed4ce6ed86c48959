/** Every command that is possible now, by typing a word of it; what was focused before has the focus again afterwards. */
import { type KeyboardEvent, useCallback, useId, useRef, useState } from "react";
import { chordOfOffer, keyOfOffer, sayOffer, type Offer } from "../../../../shared/actions/actions.ts";
import { useActions, useOffers } from "../../bridge/actions-context.tsx";
import { useDeed } from "../../bridge/deeds.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useEscape } from "../../components/escape-context.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { useSettling } from "../../components/use-settling.ts";
import { nameKeys } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { rankCommands } from "./rank-commands.ts";

export function CommandBar() {
  const [isOpen, setOpen] = useState(false);
  const before = useRef<Element | null>(null);
  const close = useCallback(() => {
    setOpen(false);
    if (before.current instanceof HTMLElement) before.current.focus();
  }, []);
  const open = () => {
    before.current = document.activeElement;
    setOpen(true);
  };
  useDeed("commandBar", isOpen ? close : open);
  useEscape(isOpen, close);
  return isOpen ? <OpenBar onClose={close} onLeave={() => setOpen(false)} /> : null;
}

type OpenBarProps = {
  /** Gives the focus back. */
  readonly onClose: () => void;
  /** The focus has gone elsewhere already. */
  readonly onLeave: () => void;
};

function OpenBar({ onClose, onLeave }: OpenBarProps) {
  const { say } = useTranslator();
  const { run } = useActions();
  const [typed, setTyped] = useState("");
  const listId = useId();
  const commands = useCommands();
  const shown = rankCommands(commands, typed);
  // By name and not by place: when others come and go, Enter never runs one that was not chosen.
  const [chosen, setChosen] = useState<string | null>(() => rankCommands(commands, "")[0]?.key ?? null);
  const place = shown.findIndex(({ key }) => key === chosen);
  const isGone = shown.length > 0 && place === -1;
  useSpoken(isGone ? say("bar.gone") : shown.length === 0 ? say("bar.none") : "", "quiet");

  const type = (text: string) => {
    setTyped(text);
    setChosen(rankCommands(commands, text)[0]?.key ?? null);
  };
  const choose = (command: OfferedCommand) => {
    onClose();
    run(command.offer.deed);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = place === -1 ? 0 : (place + step + shown.length) % shown.length;
      setChosen(shown[next]?.key ?? null);
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const command = shown[place];
    if (command !== undefined && !event.repeat) choose(command);
  };

  return (
    <div
      className="bar"
      role="dialog"
      aria-label={say("bar.label")}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) onLeave();
      }}
    >
      <input
        ref={takeFocus}
        className="bar-input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={100}
        placeholder={say("bar.placeholder")}
        aria-label={say("bar.placeholder")}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={place === -1 ? undefined : toId(listId, chosen)}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      {shown.length > 0 && !isGone ? null : <p className="bar-note">{say(isGone ? "bar.gone" : "bar.none")}</p>}
      <ul id={listId} className="bar-list" role="listbox" aria-label={say("bar.label")} tabIndex={-1}>
        {shown.map((command, at) => (
          <Row
            key={command.key}
            id={toId(listId, command.key)}
            command={command}
            place={at}
            isChosen={at === place}
            onChoose={() => choose(command)}
          />
        ))}
      </ul>
    </div>
  );
}

type OfferedCommand = {
  readonly key: string;
  readonly label: string;
  readonly isGrave: boolean;
  readonly keys: string | null;
  readonly offer: Offer;
};

/** The bar itself is open already. */
function useCommands(): readonly OfferedCommand[] {
  const translator = useTranslator();
  const settings = useSnapshot((snapshot) => snapshot.settings);
  return useOffers()
    .filter(({ action }) => action !== "commandBar")
    .map((offer) => {
      const chord = chordOfOffer(offer, settings);
      return {
        key: keyOfOffer(offer),
        label: sayOffer(offer, translator.say),
        isGrave: offer.isGrave,
        keys: chord === null ? null : nameKeys(translator, chord),
        offer,
      };
    });
}

type RowProps = {
  readonly id: string;
  readonly command: OfferedCommand;
  readonly place: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Row({ id, command, place, isChosen, onChoose }: RowProps) {
  const { say } = useTranslator();
  // Counted from 1, so that what was just shown takes no press either.
  const isSettling = useSettling(place + 1);
  const { label, keys, offer } = command;
  return (
    <li
      id={id}
      ref={isChosen ? scrollTo : undefined}
      className={`bar-row ${isChosen ? "bar-row-chosen" : ""}`}
      role="option"
      aria-selected={isChosen}
      // The focus stays in the field above.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!isSettling) onChoose();
      }}
    >
      <bdi className="bar-words">{label}</bdi>
      {offer.isOn === true ? <span className="bar-on">{say("bar.on")}</span> : null}
      {keys === null ? null : <kbd>{keys}</kbd>}
    </li>
  );
}

const toId = (listId: string, key: string | null) => `${listId}-${(key ?? "").replace(/[^\w-]/gu, "_")}`;
const takeFocus = (field: HTMLInputElement | null) => field?.focus();
const scrollTo = (row: HTMLLIElement | null) => row?.scrollIntoView({ block: "nearest" });
