import { describe, expect, test } from "vitest";
import {
  findChordProblem,
  recordChord,
  toAccelerator,
  toAriaChord,
  toChord,
  type KeyPress,
} from "../../../shared/model/chord.ts";

const press = (more: Partial<KeyPress>): KeyPress => ({
  key: "r",
  code: "KeyR",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  repeat: false,
  ...more,
});
const ctrlShift = { ctrlKey: true, shiftKey: true };

describe("a press", () => {
  test.each([
    ["as Ctrl+Shift", press({ key: "R", ...ctrlShift }), "Mod+Shift+R"],
    ["as Cmd+Shift", press({ key: "r", metaKey: true, shiftKey: true }), "Mod+Shift+R"],
    ["by its place on a Cyrillic layout", press({ key: "к", ...ctrlShift }), "Mod+Shift+R"],
    ["by what it says on a layout with moved letters", press({ key: "O", code: "KeyR", ...ctrlShift }), "Mod+Shift+O"],
    [
      "of a digit by its place, whatever Shift makes of it",
      press({ key: "&", code: "Digit1", ...ctrlShift }),
      "Mod+Shift+1",
    ],
    ["of a function key", press({ key: "F9", code: "F9", altKey: true }), "Alt+F9"],
    ["of a letter alone", press({}), "R"],
    ["of what no chord has", press({ key: "Enter", code: "Enter", ...ctrlShift }), null],
  ])("is read %s", (_how, pressed, chord) => {
    expect(toChord(pressed)).toBe(chord);
  });
});

describe("a chord", () => {
  test.each([
    ["Mod+Shift+A", true],
    ["Mod+Alt+Shift+F24", true],
    ["Shift+Mod+A", false],
    ["Mod+Shift+a", false],
    ["Ctrl+A", false],
    ["Mod+F25", false],
    ["", false],
  ])("is written %s: %s", (text, isOne) => {
    expect(findChordProblem(text, "window") !== "otherKey").toBe(isOne);
  });

  test("is told to Electron and to screen readers in their own spellings", () => {
    expect(toAccelerator("Mod+Alt+F9")).toBe("CommandOrControl+Alt+F9");
    expect([toAriaChord("Mod+Shift+A", false), toAriaChord("Mod+Shift+A", true)]).toEqual([
      "Control+Shift+A",
      "Meta+Shift+A",
    ]);
  });

  test.each([
    ["A", "bare"],
    ["Shift+A", "bare"],
    ["7", "bare"],
    ["Alt+A", "alt"],
    ["Mod+Alt+E", "altGr"],
    ["Mod+Alt+2", "altGr"],
    ["Mod+C", "textField"],
    ["Mod+V", "textField"],
    ["Mod+Shift+V", "textField"],
    ["Mod+Shift+Z", "textField"],
    ["Mod+W", "system"],
    ["Alt+F4", "system"],
    ["Mod+Alt+F2", "system"],
    ["Mod+Space", "otherKey"],
    ["Mod+K", null],
    ["Mod+Shift+X", null],
    ["F9", null],
    ["Shift+F9", null],
    ["F13", null],
  ])("%s in the window: %s", (chord, problem) => {
    expect(findChordProblem(chord, "window")).toBe(problem);
  });

  test.each([
    ["Mod+K", "tooCommon"],
    ["F9", "tooCommon"],
    ["Mod+F9", null],
    ["Mod+Shift+K", null],
    ["F13", null],
    ["F24", null],
  ])("%s in every program: %s", (chord, problem) => {
    expect(findChordProblem(chord, "everywhere")).toBe(problem);
  });
});

describe("what is pressed to be chosen", () => {
  const recorded = (more: Partial<KeyPress>, isAltGraph = false, isMac = false) =>
    recordChord({ ...press(more), isAltGraph }, "window", isMac);

  test("is refused where other keyboards would type with it", () => {
    expect(recorded({ key: "Dead", code: "BracketLeft", ...ctrlShift })).toEqual({ problem: "deadKey" });
    expect(recorded({ key: "@", code: "KeyQ", ctrlKey: true, altKey: true }, true)).toEqual({ problem: "altGr" });
    expect(recorded({ key: "€", code: "KeyE" }, true)).toEqual({ problem: "altGr" });
    expect(recorded({ key: ";", code: "Semicolon", ctrlKey: true })).toEqual({ problem: "otherKey" });
  });

  test("is refused with the system's own modifier, which is another one on a Mac", () => {
    expect(recorded({ metaKey: true, shiftKey: true })).toEqual({ problem: "systemKey" });
    expect(recorded({ metaKey: true, shiftKey: true }, false, true)).toEqual({ chord: "Mod+Shift+R" });
    expect(recorded(ctrlShift, false, true)).toEqual({ problem: "systemKey" });
  });
});
