/** The door to tones, the microphone and prepared connections. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { Devices } from "../../../shared/model/devices.ts";
import type { SoundSettings } from "../../../shared/model/settings.ts";
import type { SoundNow } from "../../../shared/model/sound-now.ts";
import type { SoundEffect } from "../core/effects.ts";

/** What comes in by the microphone, while that is wanted, and how the echo test goes. */
export type SoundHeard = { readonly type: "now"; readonly now: SoundNow } | { readonly type: "spokeMuted" };

export type SoundPort = {
  /** Never throws; a missing or denied microphone is reported through `listen`. */
  readonly perform: (effect: SoundEffect) => void;
  /** Which devices sound from now on, in a call too; one that is gone is stood in for by the system's own. */
  readonly use: (settings: SoundSettings) => void;
  readonly listen: (listener: (devices: Devices) => void) => Unsubscribe;
  readonly hear: (listener: (heard: SoundHeard) => void) => Unsubscribe;
};
