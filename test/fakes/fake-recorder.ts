/** A recorder that only remembers what it was told, and tells what a test wants. */
import type { RecordingEffect, RecordingEvent } from "../../renderer/engine/core/recording-vocabulary.ts";
import type { RecorderPort } from "../../renderer/engine/ports/recorder.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";

export type FakeRecorder = RecorderPort & {
  readonly performed: readonly RecordingEffect[];
  readonly tell: (event: RecordingEvent) => void;
};

export function createFakeRecorder(): FakeRecorder {
  const performed: RecordingEffect[] = [];
  const events = createEmitter<RecordingEvent>((error) => {
    throw error;
  });
  return { perform: (effect) => void performed.push(effect), listen: events.listen, tell: events.emit, performed };
}
