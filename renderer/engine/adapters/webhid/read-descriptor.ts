/**
 * Finds in a headset's report descriptor the bits of its keys and lamps: HID 1.11 §6.2.2 (reports), HID Usage Tables 1.5
 * §14 (Telephony, page 0x0B) and §11 (LED, page 0x08). Pure: no device is asked.
 */
import type { HeadsetKey, KeyKind, Lamps } from "../../core/headset-vocabulary.ts";
import type { HidCollection, HidItem, HidReport } from "./hid.ts";

export const telephonyPage = 0x0b;

/** One key's place in an input report. */
export type KeyField = {
  readonly key: HeadsetKey;
  readonly kind: KeyKind;
  readonly reportId: number;
  /** Bits from the start of the data; each byte's lowest bit is its first. */
  readonly offset: number;
  readonly bits: number;
  /** In an array, the value that names this key; null: any value but 0 is on. */
  readonly selector: number | null;
};

/** One lamp's place in an output report. */
export type LampField = {
  readonly lamp: keyof Lamps;
  readonly usage: number;
  readonly reportId: number;
  readonly offset: number;
};

export type Telephony = {
  readonly keys: readonly KeyField[];
  readonly lamps: readonly LampField[];
  /** Of the output reports that have lamps: how many bytes each is long. */
  readonly outputBytes: ReadonlyMap<number, number>;
};

const keyOfUsage: ReadonlyMap<number, HeadsetKey> = new Map([
  [0x0b_0020, "hook"],
  [0x0b_0021, "flash"],
  [0x0b_0026, "drop"],
  [0x0b_002f, "mute"],
  // "Programmable button" 7, on whichever of the two pages, declines on headsets of several makers.
  [0x0b_0007, "reject"],
  [0x09_0007, "reject"],
]);

const muteLamp = 0x08_0009;
const microphoneLamp = 0x08_0021;
const lampOfUsage: ReadonlyMap<number, keyof Lamps> = new Map([
  [muteLamp, "mute"],
  [0x08_0017, "offHook"],
  [0x08_0018, "ring"],
  [0x08_0020, "hold"],
  // "Microphone", where it stands alone, is lit for a mute too; beside a mute lamp it is left off.
  [microphoneLamp, "mute"],
  // Headsets that ring aloud have the telephony page's own "Ringer" beside the lamp.
  [0x0b_009e, "ring"],
]);

/** No headset has more, and a descriptor that claims it would keep the page counting. */
const mostFields = 1_024;
const mostBits = 8 * 1_024;
const mostChildren = 8;

/** @returns null where nothing in it speaks of telephony. */
export function readTelephony(collections: readonly HidCollection[]): Telephony | null {
  if (!collections.some((collection) => isTelephony(collection))) return null;
  const keys: KeyField[] = [];
  const lamps: LampField[] = [];
  const inputs = new Map<number, number>();
  const outputs = new Map<number, number>();
  for (const collection of collections) {
    const isOurs = isTelephony(collection);
    for (const field of listFields(collection.inputReports, inputs)) {
      if (isOurs) keys.push(...toKeys(field));
    }
    for (const field of listFields(collection.outputReports, outputs)) {
      const lamp = lampOfUsage.get(field.usages[0] ?? 0);
      if (isOurs && lamp !== undefined && field.item.isArray !== true) {
        lamps.push({ lamp, usage: field.usages[0] ?? 0, reportId: field.reportId, offset: field.offset });
      }
    }
  }
  const lit = new Set(lamps.map(({ reportId }) => reportId));
  const outputBytes = new Map(
    [...outputs].filter(([id]) => lit.has(id)).map(([id, bits]) => [id, Math.ceil(bits / 8)]),
  );
  const hasMuteLamp = lamps.some(({ usage }) => usage === muteLamp);
  const ours = lamps.filter(({ usage }) => usage !== microphoneLamp || !hasMuteLamp);
  return { keys: keys.filter(isFirstOfItsKey), lamps: ours, outputBytes };
}

function isTelephony(collection: HidCollection, depth = 0): boolean {
  if (collection.usagePage === telephonyPage) return true;
  return depth < mostChildren && (collection.children ?? []).some((child) => isTelephony(child, depth + 1));
}

type Field = {
  readonly item: HidItem;
  readonly reportId: number;
  readonly offset: number;
  readonly bits: number;
  /** Its one usage; in an array, those that its value chooses from. */
  readonly usages: readonly number[];
};

/**
 * Some headsets call keys constant that move, so padding is what has no usage.
 * @param ends where the next item of each report begins, over all collections: one report may be spread over several.
 */
function listFields(reports: readonly HidReport[] | undefined, ends: Map<number, number>): Field[] {
  const fields: Field[] = [];
  for (const { reportId = 0, items = [] } of reports ?? []) {
    let offset = ends.get(reportId) ?? 0;
    for (const item of items) {
      const bits = toCount(item.reportSize);
      const count = toCount(item.reportCount);
      const usages = listUsages(item);
      for (let index = 0; index < Math.min(count, mostFields); index += 1) {
        const own = item.isArray === true ? usages : usages.slice(index, index + 1);
        const end = offset + (index + 1) * bits;
        if (own.length === 0 || bits === 0 || bits > 32 || end > mostBits) continue;
        fields.push({ item, reportId, offset: offset + index * bits, bits, usages: own });
      }
      offset += bits * count;
    }
    ends.set(reportId, Math.min(offset, mostBits));
  }
  return fields;
}

function toCount(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? Math.min(Math.floor(value), mostBits) : 0;
}

function listUsages(item: HidItem): readonly number[] {
  if (item.isRange !== true) return item.usages ?? [];
  const { usageMinimum: from = 0, usageMaximum: to = 0 } = item;
  const length = Math.min(toCount(to - from + 1), mostFields);
  return Array.from({ length }, (_none, index) => from + index);
}

function toKeys({ item, reportId, offset, bits, usages }: Field): KeyField[] {
  const isArray = item.isArray === true;
  return usages.flatMap((usage, index) => {
    const key = keyOfUsage.get(usage);
    if (key === undefined) return [];
    const selector = isArray ? index + (item.logicalMinimum ?? 0) : null;
    // In an array a key is named for as long as it is pressed.
    return [{ key, kind: isArray ? "either" : kindOf(item), reportId, offset, bits, selector } as const];
  });
}

function kindOf({ isAbsolute, hasPreferredState }: HidItem): KeyKind {
  if (isAbsolute === false) return "pulse";
  return hasPreferredState === false ? "switch" : "either";
}

/** An array may name a key in each of its fields; of two places that are not one array the first is believed. */
function isFirstOfItsKey(field: KeyField, at: number, all: readonly KeyField[]): boolean {
  const first = all.findIndex(({ key }) => key === field.key);
  const isOneArray = field.selector !== null && all[first]?.selector === field.selector;
  return first === at || (isOneArray && all[first]?.reportId === field.reportId);
}
