/** The chord that answers from any program; it belongs to Tandem only while a call rings. */
import { globalShortcut } from "electron";
import type { Log } from "../../shared/lib/log.ts";

const chord = "CommandOrControl+Shift+A";

export type AnswerKey = { readonly take: (onPress: () => void) => void; readonly giveBack: () => void };

export function createAnswerKey(log: Log): AnswerKey {
  return {
    take(onPress) {
      if (!globalShortcut.register(chord, onPress)) {
        log.info(`${chord} belongs to another program; it answers only while Tandem has the focus`);
      }
    },
    giveBack: () => globalShortcut.unregister(chord),
  };
}
