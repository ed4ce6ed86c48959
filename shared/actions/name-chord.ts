/** A chord as this keyboard and language write it: Ctrl+Shift+A, Strg+Umsch+A, ⇧⌘A. */
import type { MessageKey } from "../i18n/catalogues.ts";
import type { Chord } from "../model/chord.ts";

/** In Apple's order. */
const signsOnMac = new Map([
  ["Alt", "⌥"],
  ["Shift", "⇧"],
  ["Mod", "⌘"],
]);
const names = { Mod: "key.ctrl", Alt: "key.alt", Shift: "key.shift" } as const satisfies Record<string, MessageKey>;

export function nameChord(chord: Chord, say: (key: MessageKey) => string, isMac: boolean): string {
  const parts = chord.split("+");
  if (isMac) return [...signsOnMac].map(([part, sign]) => (parts.includes(part) ? sign : "")).join("") + parts.at(-1);
  return parts.map((part) => (part in names ? say(names[part as keyof typeof names]) : part)).join("+");
}
