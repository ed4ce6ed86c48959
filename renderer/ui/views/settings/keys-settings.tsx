/** The keys of everything that has some, in the window and in every program: pressed to be chosen, in force at once. */
import { actionNames } from "../../../../shared/actions/actions.ts";
import type { Chord, ChordReach } from "../../../../shared/model/chord.ts";
import {
  readGlobalKeys,
  readKeys,
  type AnyAction,
  type ChosenChords,
  type KeyInForce,
} from "../../../../shared/model/keys.ts";
import { useSnapshot, useTakenKeys, useUncertainKeys } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { HeldMark } from "./held-mark.tsx";
import { KeyRow } from "./key-row.tsx";
import { findTrouble } from "./key-row-model.ts";
import type { SettingsSectionProps } from "./sound-settings.tsx";

export function KeysSettings({ settings, change }: SettingsSectionProps) {
  const { say } = useTranslator();
  const held = useSnapshot(({ heldSettings }) => heldSettings);
  const taken = useTakenKeys();
  const areUncertain = useUncertainKeys();
  return (
    <fieldset className="settings-group">
      <legend>{say("keys.title")}</legend>
      <p className="settings-note">{say("keys.changeNote")}</p>
      <p className="settings-note">{say("keys.sharedNote")}</p>
      <KeyList
        reach="window"
        title={say("keys.inWindow")}
        keys={readKeys(settings)}
        taken={[]}
        settings={settings}
        isHeld={held.includes("chords")}
        change={(action, chord) => change({ chords: withChord(settings.chords, action, chord) })}
      />
      <KeyList
        reach="everywhere"
        title={say("keys.everywhere")}
        note={say(areUncertain ? "keys.uncertainNote" : "keys.everywhereNote")}
        keys={readGlobalKeys(settings)}
        taken={taken}
        settings={settings}
        isHeld={held.includes("globalChords")}
        change={(action, chord) => change({ globalChords: withChord(settings.globalChords, action, chord) })}
      />
    </fieldset>
  );
}

/** @param chord undefined: the usual one, whatever it will be. */
function withChord(chosen: ChosenChords, action: string, chord: Chord | null | undefined): ChosenChords {
  const { [action]: _before, ...others } = chosen;
  return chord === undefined ? others : { ...others, [action]: chord };
}

type KeyListProps = {
  readonly reach: ChordReach;
  readonly title: string;
  readonly note?: string;
  readonly keys: readonly KeyInForce[];
  /** Those whose keys another program has. */
  readonly taken: readonly AnyAction[];
  readonly settings: SettingsSectionProps["settings"];
  readonly isHeld: boolean;
  readonly change: (action: string, chord: Chord | null | undefined) => void;
};

function KeyList({ reach, title, note, keys, taken, settings, isHeld, change }: KeyListProps) {
  const { say } = useTranslator();
  return (
    <fieldset className="keys">
      <legend className="keys-title">
        <span>{title}</span>
        {isHeld ? <HeldMark setting={reach === "window" ? "chords" : "globalChords"} /> : null}
      </legend>
      {note === undefined ? null : <p className="settings-note">{note}</p>}
      {keys.map((key) => (
        <KeyRow
          key={key.action}
          row={key}
          name={say(actionNames[key.action])}
          trouble={findTrouble(key, settings, taken.includes(key.action))}
          recording={{ action: key.action, reach, settings }}
          isHeld={isHeld}
          change={(chord) => change(key.action, chord)}
        />
      ))}
    </fieldset>
  );
}
