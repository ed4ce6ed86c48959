/** A headset on random days: plugged in and out, and its keys moved in ways that no headset would. */
import fc from "fast-check";
import type { HeadsetKey, KeyKind } from "../../renderer/engine/core/headset-vocabulary.ts";
import type { SimulatedDesk } from "./simulated-desk.ts";

export type HeadsetMove = {
  readonly kind: "headset";
  readonly key: HeadsetKey | "plug";
  readonly keyKind: KeyKind;
  readonly isOn: boolean;
};

export const headsetMove: fc.Arbitrary<HeadsetMove> = fc.record({
  kind: fc.constant("headset"),
  key: fc.constantFrom("plug", "hook", "hook", "mute", "mute", "flash", "drop", "reject"),
  keyKind: fc.constantFrom("pulse", "switch", "either"),
  isOn: fc.boolean(),
});

const headset = { id: "headset-1", name: "Headset", usb: "0b0e:24c8", state: "ready", keys: "both" } as const;

/** A key that moves is on a headset that is there. */
export function moveHeadset(desk: SimulatedDesk, { key, keyKind, isOn }: HeadsetMove): void {
  const isHere = desk.state().headsets.length > 0;
  if (key === "plug" || !isHere) desk.input({ type: "headset.listed", headsets: isHere ? [] : [headset] });
  if (key !== "plug") desk.input({ type: "headset.moved", headsetId: headset.id, key, kind: keyKind, isOn });
}
