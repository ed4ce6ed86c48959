/** What an input report says of the keys, beside the report before it. Pure. */
import type { HeadsetKey, KeyKind } from "../../core/headset-vocabulary.ts";
import type { KeyField } from "./read-descriptor.ts";

export type KeyMove = { readonly key: HeadsetKey; readonly kind: KeyKind; readonly isOn: boolean };
/** The keys that were on in the last report that spoke of them. */
export type KeysOn = ReadonlySet<HeadsetKey>;

/** @returns what moved, and the keys that are on now; a pulse is a move each time it is on. */
export function readReport(
  keys: readonly KeyField[],
  before: KeysOn,
  reportId: number,
  data: DataView,
): { readonly moves: readonly KeyMove[]; readonly on: KeysOn } {
  const told = new Map<HeadsetKey, KeyMove>();
  for (const field of keys) {
    if (field.reportId !== reportId) continue;
    const value = readBits(data, field);
    if (value === null) continue;
    const isOn = field.selector === null ? value !== 0 : value === field.selector;
    const isOnElsewhere = told.get(field.key)?.isOn === true;
    told.set(field.key, { key: field.key, kind: field.kind, isOn: isOn || isOnElsewhere });
  }
  const on = new Set(before);
  const moves: KeyMove[] = [];
  for (const move of told.values()) {
    const wasOn = before.has(move.key);
    if (move.isOn) on.add(move.key);
    else on.delete(move.key);
    if (move.kind === "pulse" ? move.isOn : move.isOn !== wasOn) moves.push(move);
  }
  return { moves, on };
}

/** @returns null where the report is shorter than its descriptor has it. */
function readBits(data: DataView, { offset, bits }: KeyField): number | null {
  if (offset + bits > data.byteLength * 8) return null;
  let value = 0;
  for (let bit = bits - 1; bit >= 0; bit -= 1) {
    const at = offset + bit;
    value = value * 2 + ((data.getUint8(Math.floor(at / 8)) >> (at % 8)) & 1);
  }
  return value;
}
