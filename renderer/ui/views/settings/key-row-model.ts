/** What a press means while new keys for an action are being taken, and what stands beside the keys it has. */
import {
  recordChord,
  type Chord,
  type ChordProblem,
  type ChordReach,
  type RecordedPress,
} from "../../../../shared/model/chord.ts";
import { findHolder, type AnyAction, type KeyInForce, type KeySettings } from "../../../../shared/model/keys.ts";

export type KeyRecording = {
  readonly action: AnyAction;
  readonly reach: ChordReach;
  readonly settings: KeySettings;
  readonly isMac: boolean;
};

export type Recorded =
  /** A modifier alone, or a key that is held: the rest is still to come. */
  | { readonly kind: "waiting" }
  /** It moves the focus on, as everywhere. */
  | { readonly kind: "left" }
  | { readonly kind: "cancelled" }
  /** Null: no keys from now on. */
  | { readonly kind: "chosen"; readonly chord: Chord | null }
  | { readonly kind: "refused"; readonly problem: ChordProblem }
  | { readonly kind: "same"; readonly chord: Chord; readonly holder: AnyAction };

const modifiers: ReadonlySet<string> = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Fn", "OS"]);

export function record(press: RecordedPress, { action, reach, settings, isMac }: KeyRecording): Recorded {
  if (modifiers.has(press.key) || press.repeat) return { kind: "waiting" };
  const isBare = !press.ctrlKey && !press.altKey && !press.metaKey;
  if (press.key === "Tab" && isBare) return { kind: "left" };
  if (press.key === "Escape" && isBare) return { kind: "cancelled" };
  if (press.key === "Backspace" && isBare) return { kind: "chosen", chord: null };
  const recorded = recordChord(press, reach, isMac);
  return "problem" in recorded
    ? { kind: "refused", problem: recorded.problem }
    : toChoice(recorded.chord, action, settings);
}

/** Keys that another action has already are refused, and so are its usual ones while another has them. */
export function toChoice(chord: Chord, action: AnyAction, settings: KeySettings): Recorded {
  const holder = findHolder(settings, chord, action);
  return holder === null ? { kind: "chosen", chord } : { kind: "same", chord, holder };
}

export type KeyTrouble =
  | { readonly kind: "unreadable" }
  | { readonly kind: "taken"; readonly chord: Chord }
  | { readonly kind: "same"; readonly chord: Chord; readonly holder: AnyAction };

/** @returns what is wrong with the keys an action has, the gravest first. */
export function findTrouble(key: KeyInForce, settings: KeySettings, isTaken: boolean): KeyTrouble | null {
  if (key.isUnreadable) return { kind: "unreadable" };
  const { chord } = key;
  if (chord === null) return null;
  const holder = findHolder(settings, chord, key.action);
  if (holder !== null) return { kind: "same", chord, holder };
  return isTaken ? { kind: "taken", chord } : null;
}
