import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../../shared/model/settings.ts";
import { createSettingsStore } from "../../../electron/settings/settings-store.ts";
import { freshSettings, migrateSettings } from "../../../electron/settings/stored-settings.ts";
import { createKeepingBook } from "../../../electron/files/keeping.ts";
import type { Keeping } from "../../../shared/model/keeping.ts";
import { createFakeLog } from "../fake-log.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bounds = { x: 1, y: 2, width: 380, height: 680 };
const pathOf = (name: string) => join(folder, name);

function open() {
  const log = createFakeLog();
  const told: Keeping[] = [];
  const keeping = createKeepingBook();
  keeping.follow((now) => void told.push(now));
  const store = createSettingsStore(
    folder,
    () => (settings) => writeFileSync(pathOf("settings.json"), JSON.stringify(settings)),
    log,
    keeping,
  );
  return { store, log, told };
}

describe("settings", () => {
  test("begin with their defaults and survive a start", () => {
    const first = open().store;
    expect(first.windowBounds.read()).toBeNull();
    first.windowBounds.write(bounds);
    expect(open().store.windowBounds.read()).toEqual(bounds);
  });

  test.each(["{ broken", "[]", '"text"', '{"version":1,"windowBounds":"big","lastGood":null}', '{"version":99}'])(
    "that read %s are set aside, said in the log, and begin anew",
    (content) => {
      writeFileSync(pathOf("settings.json"), content);
      const { store, log, told } = open();
      const path = pathOf("settings.json");
      expect(store.windowBounds.read()).toBeNull();
      expect(readFileSync(`${path}.bad`, "utf8")).toBe(content);
      expect(existsSync(path)).toBe(false);
      expect(told).toEqual([{ trouble: null, setAside: [`${path}.bad`] }]);
      expect(log.lines).toEqual([
        `warn ${path} was not valid; it is kept as ${path}.bad and Tandem starts with its defaults`,
      ]);
    },
  );

  test("last until the end when the disk is full", () => {
    const log = createFakeLog();
    const broken = () => () => {
      throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    };
    const told: Keeping[] = [];
    const keeping = createKeepingBook();
    keeping.follow((now) => void told.push(now));
    const store = createSettingsStore(folder, broken, log, keeping);
    store.windowBounds.write(bounds);
    store.windowBounds.write(bounds);
    expect(store.windowBounds.read()).toEqual(bounds);
    expect(told).toEqual([{ trouble: "full", setAside: [] }]);
    expect(log.lines.slice(1)).toEqual([
      `error ${pathOf("settings.json")} could not be written: Error: ENOSPC. Settings last until Tandem is closed.`,
    ]);
  });
});

test("a second damaged file does not take the place of the first", () => {
  for (const content of ["first", "second"]) {
    writeFileSync(pathOf("settings.json"), content);
    open();
  }
  expect(["", "2"].map((end) => readFileSync(pathOf(`settings.json.bad${end}`), "utf8"))).toEqual(["first", "second"]);
});

describe("migration", () => {
  test.each([2, 3, 4, 5])(
    "takes for chosen what an operator of version %i had otherwise than usual, and no more",
    (version) => {
      const operator = { ...defaultSettings, ringVolume: 15, chords: { mute: "F2" } };
      expect(migrateSettings({ ...freshSettings, version, operator })).toEqual({
        ...freshSettings,
        operator: { ringVolume: 15, chords: { mute: "F2" } },
      });
    },
  );

  test("takes an operator of version 2, who could choose less", () => {
    const { echoCancellation: _e, noiseSuppression: _n, autoGain: _g, codecs: _c, ...earlier } = defaultSettings;
    expect(migrateSettings({ ...freshSettings, version: 2, operator: { ...earlier, ringVolume: 15 } })).toEqual({
      ...freshSettings,
      operator: { ringVolume: 15 },
    });
  });

  test("leaves keys out that are not even texts", () => {
    const broken = { ...freshSettings, operator: { ringVolume: 15, chords: { mute: 5 } } };
    expect(migrateSettings(broken)?.operator).toEqual({ ringVolume: 15, chords: undefined });
  });

  test("makes version 1 of an empty file, and leaves version 1 alone", () => {
    expect(migrateSettings({})).toEqual(freshSettings);
    expect(migrateSettings({ ...freshSettings, windowBounds: bounds })).toEqual({
      ...freshSettings,
      windowBounds: bounds,
    });
  });
});
