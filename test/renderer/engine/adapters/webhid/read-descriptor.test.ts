/** Where keys and lamps are found in report descriptors, and that no descriptor or report, however strange, throws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HidCollection } from "../../../../../renderer/engine/adapters/webhid/hid.ts";
import { readTelephony, type Telephony } from "../../../../../renderer/engine/adapters/webhid/read-descriptor.ts";
import { readReport, type KeysOn } from "../../../../../renderer/engine/adapters/webhid/read-report.ts";
import { writeLamps } from "../../../../../renderer/engine/adapters/webhid/write-lamps.ts";
import type { Lamps } from "../../../../../renderer/engine/core/headset-vocabulary.ts";
import { array, blackwire, eitherWay, keyboard, muteOnly, nested, pulsingMute, twoSwitches } from "./descriptors.ts";

const dark: Lamps = { ring: false, offHook: false, mute: false, hold: false };
const allLit: Lamps = { ring: true, offHook: true, mute: true, hold: true };

function read(collections: readonly HidCollection[]): Telephony {
  const telephony = readTelephony(collections);
  if (telephony === null) throw new Error("no telephony");
  return telephony;
}

const placesOf = (collections: readonly HidCollection[]) =>
  read(collections).keys.map(({ key, kind, reportId, offset }) => [key, kind, reportId, offset]);

const shown = (collections: readonly HidCollection[], lamps: Partial<Lamps>) =>
  writeLamps(read(collections), { ...dark, ...lamps }).map(({ reportId, data }) => [reportId, ...data]);

/** What a row of reports says, each byte by byte with its id first. */
function moves(collections: readonly HidCollection[], ...reports: readonly number[][]) {
  const { keys } = read(collections);
  let on: KeysOn = new Set();
  return reports.map(([reportId = 0, ...bytes]) => {
    const said = readReport(keys, on, reportId, new DataView(new Uint8Array(bytes).buffer));
    on = said.on;
    return said.moves.map(({ key, isOn }) => `${key} ${isOn ? "on" : "off"}`).join(", ");
  });
}

describe("a report descriptor", () => {
  it("tells a hook that stays from a mute that pulses, and finds the button that declines", () => {
    expect(placesOf(pulsingMute)).toEqual([
      ["hook", "switch", 2, 0],
      ["mute", "pulse", 2, 3],
      ["flash", "pulse", 2, 4],
      ["reject", "either", 2, 7],
    ]);
    expect(moves(pulsingMute, [2, 0x01, 0], [2, 0x09, 0], [2, 0x01, 0], [2, 0x80, 0], [2, 0, 0])).toEqual([
      "hook on",
      "mute on",
      "",
      "hook off, reject on",
      "reject off",
    ]);
  });

  it("has its lamps lit in the bits that are theirs, and left off in all others", () => {
    expect(shown(pulsingMute, { ring: true })).toEqual([[2, 0b100_0100, 0]]);
    expect(shown(pulsingMute, { offHook: true, mute: true, hold: true })).toEqual([[2, 0b1011, 0]]);
    expect(shown(pulsingMute, {})).toEqual([[2, 0, 0]]);
  });

  it("may have every lamp in a report of its own", () => {
    expect(placesOf(blackwire)).toEqual([
      ["mute", "pulse", 8, 0],
      ["hook", "switch", 8, 1],
      ["flash", "switch", 8, 2],
    ]);
    expect(moves(blackwire, [8, 2], [8, 3], [8, 2], [8, 0])).toEqual(["hook on", "mute on", "", "hook off"]);
    expect(shown(blackwire, { offHook: true })).toEqual([
      [0x09, 0],
      [0x17, 1],
      [0x18, 0],
    ]);
  });

  it("may have two keys that stay as they were put, though it calls them constant", () => {
    expect(placesOf(twoSwitches)).toEqual([
      ["hook", "switch", 8, 0],
      ["mute", "switch", 8, 1],
    ]);
    expect(shown(twoSwitches, { ring: true, mute: true })).toEqual([
      [9, 0],
      [10, 1],
      [11, 1],
    ]);
    expect(moves(twoSwitches, [8, 3], [8, 3], [8, 1], [1, 2])).toEqual(["hook on, mute on", "", "mute off", ""]);
  });

  it("may leave open whether its keys stay", () => {
    expect(placesOf(eitherWay)).toEqual([
      ["hook", "either", 5, 0],
      ["mute", "either", 5, 1],
      ["drop", "either", 5, 2],
    ]);
    expect(shown(eitherWay, { mute: true })).toEqual([[6, 2]]);
  });

  it("may have no report id, collections within collections, and a dial pad that is no key of a call", () => {
    expect(placesOf(nested)).toEqual([
      ["hook", "switch", 0, 0],
      ["mute", "pulse", 0, 1],
    ]);
    expect(moves(nested, [0, 0xf1], [0, 0x02])).toEqual(["hook on", "hook off, mute on"]);
    expect(shown(nested, { mute: true })).toEqual([[0, 1]]);
  });

  it("may name its keys by the value of an array", () => {
    expect(moves(array, [3, 1], [3, 0], [3, 2], [3, 3], [3, 9])).toEqual([
      "hook on",
      "hook off",
      "mute on",
      "mute off, flash on",
      "flash off",
    ]);
  });

  it("may have a mute key alone, without a lamp", () => {
    expect(placesOf(muteOnly)).toEqual([["mute", "pulse", 2, 0]]);
    expect(shown(muteOnly, allLit)).toEqual([]);
  });

  it("may be of something else", () => {
    expect(readTelephony(keyboard)).toBeNull();
    expect(readTelephony([])).toBeNull();
  });

  it("that is cut short in its reports moves nothing", () => {
    expect(moves(pulsingMute, [2], [7, 1, 1])).toEqual(["", ""]);
  });
});

const count = fc.oneof(fc.nat(40), fc.constantFrom(-1, 2 ** 31, Number.NaN, 0.5, 4_294_967_295));
const usage = fc.oneof(
  fc.constantFrom(0x0b_0020, 0x0b_002f, 0x0b_0026, 0x09_0007, 0x08_0017, 0x08_0018, 0x08_0009),
  fc.nat(),
);
const item = fc.record(
  {
    isArray: fc.boolean(),
    isAbsolute: fc.boolean(),
    isRange: fc.boolean(),
    hasPreferredState: fc.boolean(),
    usages: fc.array(usage, { maxLength: 9 }),
    usageMinimum: usage,
    usageMaximum: usage,
    reportSize: count,
    reportCount: count,
    logicalMinimum: fc.integer(),
  },
  { requiredKeys: [] },
);
const reports = fc.array(fc.record({ reportId: fc.nat(4), items: fc.array(item, { maxLength: 6 }) }), { maxLength: 3 });
const collections = fc.array(
  fc.record({ usagePage: fc.constantFrom(0x0b, 0x0c), inputReports: reports, outputReports: reports }),
  { maxLength: 3 },
);
const sent = fc.array(fc.record({ id: fc.nat(4), bytes: fc.uint8Array({ maxLength: 12 }) }), { maxLength: 8 });

describe("no descriptor and no report", () => {
  it("throws, or lights a lamp beyond the report", () => {
    fc.assert(
      fc.property(collections, sent, (described, inputs) => {
        const telephony = readTelephony(described);
        if (telephony === null) return;
        let on: KeysOn = new Set();
        for (const { id, bytes } of inputs) {
          on = readReport(telephony.keys, on, id, new DataView(bytes.buffer, bytes.byteOffset, bytes.length)).on;
        }
        for (const { reportId, data } of writeLamps(telephony, allLit)) {
          expect(data.length).toBe(telephony.outputBytes.get(reportId));
        }
      }),
    );
  });

  it("of a known headset says anything but its own keys, each move other than the position before", () => {
    const known = [pulsingMute, blackwire, twoSwitches, eitherWay, nested, array, muteOnly];
    fc.assert(
      fc.property(fc.constantFrom(...known), sent, (described, inputs) => {
        const { keys } = read(described);
        let on: KeysOn = new Set();
        for (const { id, bytes } of inputs) {
          const said = readReport(keys, on, id, new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
          for (const { key, kind, isOn } of said.moves) {
            expect(keys.map((field) => field.key)).toContain(key);
            if (kind !== "pulse") expect(isOn).not.toBe(on.has(key));
          }
          on = said.on;
        }
      }),
    );
  });
});
