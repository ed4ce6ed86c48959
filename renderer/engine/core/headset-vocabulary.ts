/** What the core hears of headsets and asks of them: keys that moved, lamps to show. Reports and bits stay outside. */
import type { Headset } from "../../../shared/model/headset.ts";

/**
 * - `hook` answers and hangs up, `mute` mutes.
 * - `flash` goes to the other call, `drop` ends one, `reject` declines the one that rings.
 */
export type HeadsetKey = "hook" | "mute" | "flash" | "drop" | "reject";

/**
 * How a key tells what it does, as far as its descriptor says:
 * - `pulse`: on is one press, and off says nothing;
 * - `switch`: it stays as it was put, and on and off are what it says;
 * - `either`: it may be a switch, or a button that is on for as long as it is pressed.
 */
export type KeyKind = "pulse" | "switch" | "either";

export type Lamps = {
  readonly ring: boolean;
  readonly offHook: boolean;
  readonly mute: boolean;
  readonly hold: boolean;
};

export const darkLamps: Lamps = { ring: false, offHook: false, mute: false, hold: false };

export function isLit(lamps: Lamps): boolean {
  return lamps.ring || lamps.offHook || lamps.mute || lamps.hold;
}

export type HeadsetEvent =
  /** Every headset there is now; one that is new shows nothing yet. */
  | { readonly type: "headset.listed"; readonly headsets: readonly Headset[] }
  | {
      readonly type: "headset.moved";
      readonly headsetId: string;
      readonly key: HeadsetKey;
      readonly kind: KeyKind;
      readonly isOn: boolean;
    };

export type HeadsetEffect =
  | { readonly type: "headset.show"; readonly headsetId: string; readonly lamps: Lamps }
  | { readonly type: "headset.retry" };
