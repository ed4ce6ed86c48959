/** Which chord does what: the usual one of every action, the operator's own, and what to do with one that cannot be read. */
import { z } from "zod";
import { findChordProblem, type Chord, type ChordReach } from "./chord.ts";

/** What has a chord in the window. */
export const keyedActions = [
  "answer",
  "hangUp",
  "decline",
  "mute",
  "hold",
  "swap",
  "transfer",
  "park",
  "keypad",
  "record",
  "rescue",
  "commandBar",
  "dialClipboard",
  "focusField",
  "doNotDisturb",
  "queues",
  "wrapUpDone",
  "forwardAll",
  "voicemail",
  "recent",
  "people",
  "colleagues",
  "settings",
  "incidents",
] as const;
export type KeyedAction = (typeof keyedActions)[number];

/** What may have one in every program. */
export const globalActions = ["answer", "hangUp", "mute", "showWindow", "dialClipboard"] as const;
export type GlobalAction = (typeof globalActions)[number];

export type AnyAction = KeyedAction | GlobalAction;

/** By action; null: none; an action that is not named has its usual chord. Kept as it was written, and read with `readKeys`. */
export const ChosenChords = z
  .record(z.string().max(40), z.string().max(64).nullable())
  .refine((chosen) => Object.keys(chosen).length <= 64, "at most 64 actions");
export type ChosenChords = z.infer<typeof ChosenChords>;

const usualChords: Readonly<Record<KeyedAction, Chord | null>> = {
  answer: "Mod+Shift+A",
  hangUp: "Mod+Shift+A",
  decline: null,
  mute: "Mod+Shift+M",
  hold: "Mod+Shift+H",
  swap: "Mod+Shift+S",
  transfer: "Mod+Shift+X",
  park: null,
  keypad: "Mod+Shift+K",
  record: null,
  rescue: "Mod+Shift+R",
  commandBar: "Mod+K",
  dialClipboard: "Mod+Shift+P",
  focusField: "Mod+L",
  doNotDisturb: "Mod+Shift+D",
  queues: null,
  wrapUpDone: "Mod+Shift+E",
  forwardAll: null,
  voicemail: "Mod+Shift+L",
  recent: null,
  people: null,
  colleagues: null,
  settings: null,
  incidents: null,
};

/** One alone: whatever belongs to Tandem everywhere, another program misses. */
const usualGlobalChords: Readonly<Record<GlobalAction, Chord | null>> = {
  answer: "Mod+Shift+A",
  hangUp: null,
  mute: null,
  showWindow: null,
  dialClipboard: null,
};

export type KeyInForce<Action extends AnyAction = AnyAction> = {
  readonly action: Action;
  /** Null: none. */
  readonly chord: Chord | null;
  readonly usual: Chord | null;
  /** What was kept could not be read or given, so the usual one is in force. */
  readonly isUnreadable: boolean;
};

export type KeySettings = { readonly chords: ChosenChords; readonly globalChords: ChosenChords };

export function readKeys({ chords }: Pick<KeySettings, "chords">): readonly KeyInForce<KeyedAction>[] {
  return keyedActions.map((action) => read(action, usualChords[action], chords, "window"));
}

export function readGlobalKeys({
  globalChords,
}: Pick<KeySettings, "globalChords">): readonly KeyInForce<GlobalAction>[] {
  return globalActions.map((action) => read(action, usualGlobalChords[action], globalChords, "everywhere"));
}

function read<Action extends AnyAction>(
  action: Action,
  usual: Chord | null,
  chosen: ChosenChords,
  reach: ChordReach,
): KeyInForce<Action> {
  const kept = chosen[action];
  if (kept === undefined) return { action, chord: usual, usual, isUnreadable: false };
  const isUsable = kept === null || findChordProblem(kept, reach) === null;
  return { action, chord: isUsable ? kept : usual, usual, isUnreadable: !isUsable };
}

/** @returns what this action's chord is in the window; null: it has none. */
export function chordOf(settings: Pick<KeySettings, "chords">, action: KeyedAction): Chord | null {
  return read(action, usualChords[action], settings.chords, "window").chord;
}

/** One key may answer and hang up: never is it in doubt which of them it does (shared/actions/answer-key.ts). */
export function mayShare(one: AnyAction, other: AnyAction): boolean {
  const pair: readonly AnyAction[] = ["answer", "hangUp"];
  return one === other || (pair.includes(one) && pair.includes(other));
}

/** @returns the action that has this chord already, in the window or everywhere; null where it is free. */
export function findHolder(settings: KeySettings, chord: Chord, action: AnyAction): AnyAction | null {
  const all: readonly KeyInForce[] = [...readKeys(settings), ...readGlobalKeys(settings)];
  return all.find((key) => key.chord === chord && !mayShare(key.action, action))?.action ?? null;
}
