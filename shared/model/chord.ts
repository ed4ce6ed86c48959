/** A chord: modifiers and one key, written `Mod+Alt+Shift+A`; Mod is Ctrl, and Cmd on a Mac. And which chords cannot be given. */

export type Chord = string;

/** What of a KeyboardEvent says which chord it is. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
};

/** In the window, where text is typed too; or in every program of the computer. */
export type ChordReach = "window" | "everywhere";

/**
 * otherKey: neither letter, digit nor function key · deadKey: it waits for another letter · systemKey: the Windows key ·
 * bare: it types · alt, altGr: it types, or opens a menu, on some keyboards · textField: a field needs it to edit ·
 * system: the system itself obeys it · tooCommon: every other program would miss it
 */
export type ChordProblem =
  | "otherKey"
  | "deadKey"
  | "systemKey"
  | "bare"
  | "alt"
  | "altGr"
  | "textField"
  | "system"
  | "tooCommon";

type Parts = { readonly mod: boolean; readonly alt: boolean; readonly shift: boolean; readonly key: string };

const form = /^(Mod\+)?(Alt\+)?(Shift\+)?([A-Z]|[0-9]|F[1-9]|F1[0-9]|F2[0-4])$/u;

function toParts(text: string): Parts | null {
  const found = form.exec(text);
  if (found === null) return null;
  const [, mod, alt, shift, key = ""] = found;
  return { mod: mod !== undefined, alt: alt !== undefined, shift: shift !== undefined, key };
}

/** @returns the chord that is pressed, or null where it is none that could be given to anything. */
export function toChord(press: KeyPress): Chord | null {
  const key = toKey(press);
  if (key === null) return null;
  const mod = press.ctrlKey || press.metaKey ? "Mod+" : "";
  return `${mod}${press.altKey ? "Alt+" : ""}${press.shiftKey ? "Shift+" : ""}${key}`;
}

/** A letter goes by what it says; on a layout without Latin letters, and for digits, by the place of the key. */
function toKey({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/iu.test(key)) return key.toUpperCase();
  const placed = /^(?:Key([A-Z])|Digit([0-9])|(F\d{1,2}))$/u.exec(code);
  return placed?.[1] ?? placed?.[2] ?? placed?.[3] ?? null;
}

export type RecordedPress = KeyPress & {
  /** The key that reaches the third letter of a key on many layouts. */
  readonly isAltGraph: boolean;
};

/** @returns the chord somebody pressed to give it to something, or why it cannot be given. */
export function recordChord(
  press: RecordedPress,
  reach: ChordReach,
  isMac: boolean,
): { readonly chord: Chord } | { readonly problem: ChordProblem } {
  if (press.key === "Dead" || press.key === "Process" || press.key === "Unidentified") return { problem: "deadKey" };
  if (press.isAltGraph) return { problem: "altGr" };
  if (isMac ? press.ctrlKey : press.metaKey) return { problem: "systemKey" };
  const chord = toChord(press);
  if (chord === null) return { problem: "otherKey" };
  const problem = findChordProblem(chord, reach);
  return problem === null ? { chord } : { problem };
}

const isFunctionKey = (key: string) => key.length > 1;
/** Keys that only keyboards with extra rows and programmable pads have; nothing else listens for them. */
const isSpareKey = (key: string) => isFunctionKey(key) && Number(key.slice(1)) > 12;

/** What edits text, on every system: select, copy, cut, paste with and without its looks, undo, redo. */
const editing = /^Mod\+(?:[ACVXYZ]|Shift\+[VZ])$/u;
/** Close, quit, hide and minimise; the consoles of Linux. */
const ofTheSystem = /^(?:Alt\+F4|Mod\+[HMQW]|Mod\+F4|Mod\+Alt\+(?:Shift\+)?F\d{1,2})$/u;

/** @returns why this chord cannot be given; null: it can. */
export function findChordProblem(chord: Chord, reach: ChordReach): ChordProblem | null {
  const parts = toParts(chord);
  if (parts === null) return "otherKey";
  const { mod, alt, shift, key } = parts;
  if (ofTheSystem.test(chord)) return "system";
  if (isSpareKey(key)) return null;
  if (!isFunctionKey(key)) {
    if (alt) return mod ? "altGr" : "alt";
    if (!mod) return "bare";
    if (editing.test(chord)) return "textField";
  }
  const isRare = isFunctionKey(key) ? mod || alt || shift : shift;
  return reach === "everywhere" && !isRare ? "tooCommon" : null;
}

/** As Electron writes it. */
export function toAccelerator(chord: Chord): string {
  return chord.replace("Mod+", "CommandOrControl+");
}

/** As `aria-keyshortcuts` has it. */
export function toAriaChord(chord: Chord, isMac: boolean): string {
  return chord.replace("Mod+", isMac ? "Meta+" : "Control+");
}
