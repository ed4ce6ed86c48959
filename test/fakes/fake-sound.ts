/** A sound port that only remembers: which tones sound, whether the microphone is wanted, and all that was asked. */
import type { SoundEffect, Tone } from "../../renderer/engine/core/effects.ts";
import type { SoundHeard, SoundPort } from "../../renderer/engine/ports/sound.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";
import type { SoundSettings } from "../../shared/model/settings.ts";
import type { Devices } from "../../shared/model/devices.ts";

export type FakeSound = SoundPort & {
  readonly performed: readonly SoundEffect[];
  /** Tones that repeat and were not stopped. */
  readonly sounding: () => Tone[];
  readonly isMicrophoneOpen: () => boolean;
  /** The settings in force, oldest first. */
  readonly used: readonly SoundSettings[];
  /** What the computer would say of its devices. */
  readonly show: (devices: Devices) => void;
  /** What the microphone would hear. */
  readonly tell: (heard: SoundHeard) => void;
};

const loops: ReadonlySet<Tone> = new Set<Tone>(["ring", "waiting", "ringback"]);

export function createFakeSound(): FakeSound {
  const performed: SoundEffect[] = [];
  const used: SoundSettings[] = [];
  const sounding = new Set<Tone>();
  let isOpen = false;
  const changes = createEmitter<Devices>((error) => {
    throw error;
  });
  const hearing = createEmitter<SoundHeard>((error) => {
    throw error;
  });
  return {
    perform(effect) {
      performed.push(effect);
      if (effect.type === "tone.play" && loops.has(effect.tone)) sounding.add(effect.tone);
      if (effect.type === "tone.stop") sounding.delete(effect.tone);
      if (effect.type === "microphone.open") isOpen = true;
      if (effect.type === "microphone.release") isOpen = false;
    },
    use: (settings) => void used.push(settings),
    listen: changes.listen,
    hear: hearing.listen,
    tell: hearing.emit,
    performed,
    used,
    sounding: () => [...sounding],
    isMicrophoneOpen: () => isOpen,
    show: changes.emit,
  };
}
