/** The door to tones, the microphone and prepared connections. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { Devices } from "../../../shared/model/devices.ts";
import type { SoundEffect } from "../core/effects.ts";

export type SoundPort = {
  /** Never throws; a missing or denied microphone is reported through `listen`. */
  readonly perform: (effect: SoundEffect) => void;
  readonly listen: (listener: (devices: Devices) => void) => Unsubscribe;
};
