/** A headset port that only remembers: what was asked, and which lamps each headset would show. */
import type { HeadsetEffect, HeadsetEvent, Lamps } from "../../renderer/engine/core/headset-vocabulary.ts";
import type { HeadsetPort } from "../../renderer/engine/ports/headset.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";

export type FakeHeadsets = HeadsetPort & {
  readonly performed: readonly HeadsetEffect[];
  /** Whether headsets were to be used, oldest wish first. */
  readonly used: readonly boolean[];
  readonly lamps: (headsetId: string) => Lamps | null;
  readonly tell: (event: HeadsetEvent) => void;
};

export function createFakeHeadsets(): FakeHeadsets {
  const performed: HeadsetEffect[] = [];
  const used: boolean[] = [];
  const lamps = new Map<string, Lamps>();
  const events = createEmitter<HeadsetEvent>((error) => {
    throw error;
  });
  return {
    use: (isOn) => void used.push(isOn),
    perform(effect) {
      performed.push(effect);
      if (effect.type === "headset.show") lamps.set(effect.headsetId, effect.lamps);
    },
    listen: events.listen,
    tell: events.emit,
    performed,
    used,
    lamps: (headsetId) => lamps.get(headsetId) ?? null,
  };
}
