/** The door to the keys and lamps of headsets. */
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { HeadsetEffect, HeadsetEvent } from "../core/headset-vocabulary.ts";

export type HeadsetPort = {
  /** Off: every lamp goes dark, every headset is let go, and none is listed. Off until it is told. */
  readonly use: (isOn: boolean) => void;
  /** Never throws; a headset that cannot be told any more is listed so, or is gone from the list. */
  readonly perform: (effect: HeadsetEffect) => void;
  readonly listen: (listener: (event: HeadsetEvent) => void) => Unsubscribe;
};
