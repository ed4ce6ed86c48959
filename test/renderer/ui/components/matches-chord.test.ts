/** Chords are Ctrl or Cmd with Shift and one letter, on any layout; nothing less is one. */
import { expect, test } from "vitest";
import { type KeyPress, matchesChord } from "../../../../renderer/ui/components/matches-chord.ts";

const chord: KeyPress = {
  key: "R",
  code: "KeyR",
  ctrlKey: true,
  metaKey: false,
  shiftKey: true,
  altKey: false,
  repeat: false,
};

test.each([
  ["on a Latin layout", chord, true],
  ["with Cmd", { ...chord, ctrlKey: false, metaKey: true }, true],
  ["on a Cyrillic layout, by the key's place", { ...chord, key: "К" }, true],
  ["on a Dvorak layout, by the letter", { ...chord, code: "KeyO" }, true],
  ["not by the place of another Latin letter", { ...chord, key: "P" }, false],
  ["not as a bare letter", { ...chord, ctrlKey: false, shiftKey: false }, false],
  ["not without Shift", { ...chord, shiftKey: false }, false],
  ["not with Alt", { ...chord, altKey: true }, false],
  ["not again while the key is held", { ...chord, repeat: true }, false],
])("Ctrl+Shift+R is recognised %s", (_name, press, expected) => {
  expect(matchesChord(press, "r")).toBe(expected);
});
