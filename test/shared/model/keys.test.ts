import { describe, expect, test } from "vitest";
import { findChordProblem } from "../../../shared/model/chord.ts";
import { chordOf, findHolder, readGlobalKeys, readKeys } from "../../../shared/model/keys.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { aPolicy } from "../../electron/settings/a-policy.ts";

const none = { chords: {}, globalChords: {} };

describe("the usual keys", () => {
  test("could all be chosen by hand, and no two actions share any but answer and hang up", () => {
    for (const { action, chord } of readKeys(none)) {
      if (chord === null) continue;
      expect([action, findChordProblem(chord, "window"), findHolder(none, chord, action)]).toEqual([
        action,
        null,
        null,
      ]);
    }
    for (const { action, chord } of readGlobalKeys(none)) {
      if (chord === null) continue;
      expect([action, findChordProblem(chord, "everywhere"), findHolder(none, chord, action)]).toEqual([
        action,
        null,
        null,
      ]);
    }
  });

  test("take one key alone from other programs", () => {
    expect(readGlobalKeys(none).flatMap(({ action, chord }) => (chord === null ? [] : [action]))).toEqual(["answer"]);
  });
});

describe("the operator's own keys", () => {
  test("are in force, and cleared ones are none", () => {
    expect(chordOf({ chords: { mute: "Mod+Shift+F2" } }, "mute")).toBe("Mod+Shift+F2");
    expect(chordOf({ chords: { mute: null } }, "mute")).toBeNull();
  });

  test.each(["Strg+M", "Mod+C", "M", "", "💥"])(
    "that cannot be read or given, %j, leave the usual ones, and say so",
    (kept) => {
      const [mute] = readKeys({ chords: { mute: kept } }).filter(({ action }) => action === "mute");
      expect(mute).toEqual({ action: "mute", chord: "Mod+Shift+M", usual: "Mod+Shift+M", isUnreadable: true });
    },
  );

  test("of an action that a newer Tandem knows are left alone", () => {
    expect(readKeys({ chords: { teleport: "Mod+Shift+T" } })).toEqual(readKeys(none));
  });

  test("are held by the other action, in the window or everywhere; one action may have the same in both", () => {
    const settings = { chords: { mute: "Mod+Shift+F2" }, globalChords: { showWindow: "Mod+Shift+F3" } };
    expect(findHolder(settings, "Mod+Shift+F2", "hold")).toBe("mute");
    expect(findHolder(settings, "Mod+Shift+F3", "hold")).toBe("showWindow");
    expect(findHolder(settings, "Mod+Shift+F2", "mute")).toBeNull();
    expect(findHolder(none, "Mod+Shift+A", "hangUp")).toBeNull();
  });
});

describe("an administrator's keys", () => {
  const problemsOf = (window: object) => {
    const parsed = PolicyDocument.safeParse({ ...aPolicy(), window });
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  };

  test("are taken as they are, none among them", () => {
    expect(
      problemsOf({ chords: { hangUp: "Mod+Shift+F9", mute: null }, globalChords: {}, notifications: false }),
    ).toEqual([]);
  });

  test("are refused with the key and the remedy where they could not be given", () => {
    expect(problemsOf({ chords: { hangup: "Mod+Shift+F9" }, globalChords: { mute: "Mod+M" } })).toEqual([
      expect.stringMatching(/^window\.chords\.hangup is no action with keys; there are answer, hangUp, /u),
      'window.globalChords.mute "Mod+M" cannot be given; write null for none, or a chord such as Mod+Shift+F9',
    ]);
  });
});
