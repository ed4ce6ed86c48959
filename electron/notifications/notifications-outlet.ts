/**
 * The outlet of the system's notifications. They are never the only way to learn of anything, a click does no more than
 * show the window, and no call is ever answered through one: what has stood in a list for a while must not act on a call.
 */
import { chooseSpeech } from "../../shared/i18n/choose-speech.ts";
import { createSay } from "../../shared/i18n/create-say.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import { describeMissed, isCutOff, noServerTelling, type Telling } from "./notification-model.ts";

/** One notification of the system's; it is held as long as it stands, for a forgotten one hears no click. */
export type Note = { readonly close: () => void };

export type NotificationsNeeds = {
  readonly show: (title: string, body: string, onClick: () => void) => Note;
  readonly window: { readonly show: () => void; readonly isFocused: () => boolean };
  /** The languages the computer's user prefers, best first. */
  readonly languages: readonly string[];
  readonly clock: Pick<Clock, "after">;
};

/** Shorter than this is a change of network, and over before anybody has read of it, ms. */
const cutOffForMs = 5_000;
/** The system keeps older ones where it wants to. */
const mostHeld = 20;

export function createNotificationsOutlet({ show, window, languages, clock }: NotificationsNeeds): Outlet {
  let missed: readonly Note[] = [];
  let cutOff: { readonly note: Note | null; readonly cancel: Cancel } | null = null;
  let now: Snapshot | null = null;

  function tell({ title, body }: Telling): Note | null {
    if (now === null || !now.settings.notifications || window.isFocused()) return null;
    const say = createSay(chooseSpeech(now.settings.language, languages).language);
    return show(say(title.key, title.params), say(body.key, body.params), window.show);
  }

  function tellCutOff(): void {
    if (cutOff !== null) cutOff = { ...cutOff, note: tell(noServerTelling) };
  }

  function followReach(isNone: boolean): void {
    if (isNone && cutOff === null) cutOff = { note: null, cancel: clock.after(cutOffForMs, tellCutOff) };
    if (isNone || cutOff === null) return;
    cutOff.cancel();
    cutOff.note?.close();
    cutOff = null;
  }

  function forgetMissed(): void {
    for (const note of missed) note.close();
    missed = [];
  }

  return {
    name: "notifications",
    receive(event, snapshot) {
      now = snapshot;
      followReach(isCutOff(snapshot));
      if (event.type === "missed.changed" && event.missed === 0) forgetMissed();
      const telling = describeMissed(event, snapshot);
      const note = telling === null ? null : tell(telling);
      if (note !== null) missed = [...missed, note].slice(-mostHeld);
    },
    stop() {
      followReach(false);
      forgetMissed();
    },
  };
}
