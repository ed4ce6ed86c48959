/** The door to recording: what is heard of a call, on its way to a file that main writes. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { RecordingEffect, RecordingEvent } from "../core/recording-vocabulary.ts";

export type RecorderPort = {
  /** Never throws, and never harms the call: what goes wrong is told, and what is not going on is ended already. */
  readonly perform: (effect: RecordingEffect) => void;
  readonly listen: (listener: (event: RecordingEvent) => void) => Unsubscribe;
};
