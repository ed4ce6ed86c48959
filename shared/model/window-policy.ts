/** What a document or a policy may say of the window: its look, its language, its notifications and its keys. */
import { z } from "zod";
import { findChordProblem, type ChordReach } from "./chord.ts";
import { ChosenChords, globalActions, keyedActions, type AnyAction } from "./keys.ts";
import { Appearance, Language } from "./settings.ts";

/** What an administrator may write: actions that exist, chords that can be given. */
function policyChords(actions: readonly AnyAction[], reach: ChordReach) {
  const known: readonly string[] = actions;
  return ChosenChords.superRefine((chosen, context) => {
    for (const [action, chord] of Object.entries(chosen)) {
      const message = !known.includes(action)
        ? `is no action with keys; there are ${known.join(", ")}`
        : chord !== null && findChordProblem(chord, reach) !== null
          ? `"${chord}" cannot be given; write null for none, or a chord such as Mod+Shift+F9`
          : null;
      if (message !== null) context.addIssue({ code: "custom", path: [action], message });
    }
  });
}

export const WindowPolicy = z
  .strictObject({
    appearance: Appearance.describe("Light, dark, or as the system has it"),
    language: Language.describe("The language of the window: system, or two letters such as ja"),
    notifications: z.boolean().describe("Whether the system tells of missed calls and outages"),
    chords: policyChords(keyedActions, "window").describe("Keys in the window, by action; null: none"),
    globalChords: policyChords(globalActions, "everywhere").describe("Keys in every program, by action; null: none"),
  })
  .partial();
export type WindowPolicy = z.infer<typeof WindowPolicy>;
