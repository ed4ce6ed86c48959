/** What the tray shows and offers, from the Snapshot alone. */
import { nameChord } from "../../shared/actions/name-chord.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { isRingingHere } from "../../shared/model/call.ts";
import { describeReachability } from "../../shared/model/reachability-sentence.ts";
import type { Server } from "../../shared/model/server.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Voicemail } from "../../shared/model/voicemail.ts";
import { createSay, type Say } from "../../shared/i18n/create-say.ts";
import type { Speech } from "../../shared/i18n/choose-speech.ts";
import { formatClockTime } from "../../shared/i18n/format-clock-time.ts";
import { formatTimeLeft } from "../../shared/i18n/format-time-left.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { toTrayMenu, type TrayItem } from "./tray-menu.ts";

/** full: ready · dotted: doubtful, or on its way · hollow: lost, refused, or not there */
export type BarLook = "full" | "dotted" | "hollow";

export type TrayIcon = {
  /** Left to right: the primary, then the backups; at most three fit. */
  readonly bars: readonly BarLook[];
  readonly isInCall: boolean;
  readonly isRinging: boolean;
  readonly hasMissed: boolean;
  readonly isDnd: boolean;
};

export type TrayModel = {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
};

const mostBars = 3;

export function toTrayModel(
  snapshot: Snapshot,
  { language, locale }: Speech,
  { isMac = false, at = snapshot.at }: { readonly isMac?: boolean; readonly at?: EpochMs } = {},
): TrayModel {
  const say = createSay(language);
  const { key, params } = describeReachability(snapshot);
  const { atSince, atUntil, chord, ...names } = params;
  const tooltip = say(key, {
    ...names,
    ...(atSince === undefined ? {} : { time: formatClockTime(Number(atSince), locale) }),
    ...(atUntil === undefined ? {} : { left: formatTimeLeft(Number(atUntil) - at) }),
    ...(chord === undefined ? {} : { chord: nameChord(chord, say, isMac) }),
  });
  // A menu that counted would be built anew each second, under the pointer.
  const sentence = atUntil === undefined ? tooltip : say("wrapUp.label");
  const voicemail = describeVoicemail(snapshot.voicemail, say);
  const whole = voicemail === null ? tooltip : `${tooltip}\n${voicemail}`;
  return { icon: toIcon(snapshot), tooltip: whole, menu: toTrayMenu(snapshot, sentence, say) };
}

/** @returns null while nothing waits. */
function describeVoicemail(voicemail: Voicemail | null, say: Say): string | null {
  if (voicemail?.waiting !== true) return null;
  return voicemail.fresh === 0 ? say("tray.voicemailSome") : say("tray.voicemail", { number: String(voicemail.fresh) });
}

function toIcon({ servers, calls, dnd, engine, missed }: Snapshot): TrayIcon {
  const isAlive = engine.state === "running";
  const looks = byRole(servers).map((server) => (isAlive ? toLook(server) : "hollow"));
  return {
    bars: looks.length === 0 ? ["hollow", "hollow"] : looks.slice(0, mostBars),
    isInCall: calls.some((call) => call.state !== "ended" && !isRingingHere(call)),
    isRinging: calls.some(isRingingHere),
    hasMissed: missed > 0,
    isDnd: dnd,
  };
}

function byRole(servers: readonly Server[]): readonly Server[] {
  return servers.toSorted((a, b) => Number(b.role === "primary") - Number(a.role === "primary"));
}

function toLook({ state, reason }: Server): BarLook {
  switch (state) {
    case "ready":
      return "full";
    case "doubtful":
      return "dotted";
    case "connecting":
    case "registering":
      return reason === null ? "dotted" : "hollow";
    case "offline":
    case "lost":
    case "refused":
      return "hollow";
    default:
      return assertNever(state);
  }
}
