/** A headset as the core keeps it: what it was told to show, and what it may still say because of that. */
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import type { Headset } from "../../../../shared/model/headset.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { darkLamps, type HeadsetKey, type Lamps } from "../headset-vocabulary.ts";
import type { PhoneState } from "../phone-state.ts";
import type { Turn } from "../turn.ts";

/** A lamp was written, and the headset may send its key's new position back as if somebody had moved it. */
export type Echo = { readonly key: HeadsetKey; readonly isOn: boolean; readonly atEnds: Instant };

export type HeadsetRecord = {
  readonly headset: Headset;
  readonly shown: Lamps;
  readonly echoes: readonly Echo[];
  /** Where each key that stays as it is put was last, as far as it said so. */
  readonly position: Readonly<Partial<Record<HeadsetKey, boolean>>>;
  /** Until when presses of a key are taken for its bouncing, or for the answer to a lamp. */
  readonly deafUntil: Readonly<Partial<Record<HeadsetKey, Instant>>>;
  /** When a key went on last, and whether nothing more follows: going off soon after, it was a button. */
  readonly wentOn: Readonly<Partial<Record<HeadsetKey, { readonly at: Instant; readonly isDone: boolean }>>>;
};

export function listHeadsets(turn: Turn, headsets: readonly Headset[]): void {
  const known = turn.state.headsets;
  const records = headsets.map((headset): HeadsetRecord => {
    const old = known.find((record) => record.headset.id === headset.id);
    if (old === undefined) return { headset, shown: darkLamps, echoes: [], position: {}, deafUntil: {}, wentOn: {} };
    if (isSameValue(old.headset, headset)) return old;
    // It was opened anew, or did not open: whatever it showed, it does no more.
    return { ...old, headset, shown: darkLamps, echoes: [], position: {} };
  });
  turn.state = { ...turn.state, headsets: records };
}

export function findHeadset(turn: Turn, headsetId: string): HeadsetRecord | undefined {
  return turn.state.headsets.find((record) => record.headset.id === headsetId);
}

export function putHeadset(turn: Turn, changed: HeadsetRecord): HeadsetRecord {
  const headsets = turn.state.headsets.map((one) => (one.headset.id === changed.headset.id ? changed : one));
  turn.state = { ...turn.state, headsets };
  return changed;
}

/**
 * Whether the operator speaks through this one. Chromium writes the USB numbers behind a microphone's name; where no
 * headset can be told by that, each of them counts.
 */
export function isSpokenThrough(state: Pick<PhoneState, "headsets" | "devices">, { headset }: HeadsetRecord): boolean {
  const label = state.devices.microphone.device;
  if (label === null) return true;
  const isMicrophone = ({ usb, name }: Headset) =>
    label.toLowerCase().includes(`(${usb})`) || (name !== "" && label.includes(name));
  return isMicrophone(headset) || !state.headsets.some((record) => isMicrophone(record.headset));
}
