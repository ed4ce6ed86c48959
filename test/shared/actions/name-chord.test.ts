import { expect, test } from "vitest";
import { nameChord } from "../../../shared/actions/name-chord.ts";
import { createSay } from "../../../shared/i18n/create-say.ts";

test.each([
  ["Mod+Shift+A", "en", false, "Ctrl+Shift+A"],
  ["Mod+Shift+A", "de", false, "Strg+Umsch+A"],
  ["Mod+Alt+Shift+F9", "en", false, "Ctrl+Alt+Shift+F9"],
  ["Mod+Shift+A", "en", true, "⇧⌘A"],
  ["Mod+Alt+Shift+F9", "de", true, "⌥⇧⌘F9"],
  ["F13", "en", true, "F13"],
] as const)("%s in %s, on a Mac: %s, is written %s", (chord, language, isMac, written) => {
  expect(nameChord(chord, createSay(language), isMac)).toBe(written);
});
