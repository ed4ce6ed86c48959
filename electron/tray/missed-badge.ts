/** The outlet of the number of missed calls, on the program's own button: in the dock, the launcher or the task bar. */
import { chooseSpeech } from "../../shared/i18n/choose-speech.ts";
import { createSay } from "../../shared/i18n/create-say.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { encodePng } from "./encode-png.ts";
import { drawDisc } from "./tray-icon.ts";

export type MissedBadgeNeeds = {
  /** A number in the dock of a Mac and in launchers of Linux; none of the two elsewhere. */
  readonly setCount: (count: number) => void;
  /** A picture (PNG) over the button in the task bar of Windows, and what it means. */
  readonly setOverlay: (overlay: { readonly png: Buffer; readonly meaning: string } | null) => void;
  /** The languages the computer's user prefers, best first. */
  readonly languages: readonly string[];
};

export function createMissedBadge({ setCount, setOverlay, languages }: MissedBadgeNeeds): Outlet {
  let shown = { missed: 0, language: "" };

  return {
    name: "missed-badge",
    receive(_event, { missed, settings: { language } }) {
      if (missed === shown.missed && (missed === 0 || language === shown.language)) return;
      shown = { missed, language };
      setCount(missed);
      const say = createSay(chooseSpeech(language, languages).language);
      const meaning = say("badge.missed", { count: String(missed) });
      setOverlay(missed === 0 ? null : { png: encodePng(drawDisc()), meaning });
    },
    stop: () => setCount(0),
  };
}
