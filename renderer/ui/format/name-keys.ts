/** Chords as this computer's keyboard writes them, for eyes and for screen readers. */
import { nameChord } from "../../../shared/actions/name-chord.ts";
import { toAriaChord, type Chord } from "../../../shared/model/chord.ts";
import type { Translator } from "../i18n/translator.ts";

export function isMac(): boolean {
  return navigator.platform.startsWith("Mac");
}

export function nameKeys({ say }: Translator, chord: Chord): string {
  return nameChord(chord, say, isMac());
}

/** For `aria-keyshortcuts`. */
export function toKeyShortcuts(chord: Chord | null): string | undefined {
  return chord === null ? undefined : toAriaChord(chord, isMac());
}
