/** settings.json: checked when it is read, and a broken file is set aside, never fatal. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import type { KeepingNotes } from "../files/keeping.ts";
import { freshSettings, migrateSettings, type StoredSettings } from "./stored-settings.ts";

type Stored<Key extends keyof StoredSettings> = {
  readonly read: () => StoredSettings[Key];
  readonly write: (value: StoredSettings[Key]) => void;
};

export type SettingsStore = {
  readonly windowBounds: Stored<"windowBounds">;
  readonly lastGood: Stored<"lastGood">;
  readonly lastGoodPolicies: Stored<"lastGoodPolicies">;
  readonly acceptedAccounts: Stored<"acceptedAccounts">;
  readonly takenDesks: Stored<"takenDesks">;
  readonly operator: Stored<"operator">;
  readonly own: Stored<"own">;
  readonly ownUnreadable: Stored<"ownUnreadable">;
  readonly isWipeDue: Stored<"isWipeDue">;
};

/** Writes the whole file anew, atomically. */
export type WriteSettings = (settings: StoredSettings) => void;

export const settingsName = "settings";

/** @param openFile called once the file is known to be sound, or gone. */
export function createSettingsStore(
  folder: string,
  openFile: (folder: string) => WriteSettings,
  log: Log,
  keeping: KeepingNotes,
): SettingsStore {
  const path = join(folder, `${settingsName}.json`);
  let settings = readChecked(path, log, keeping);
  const write = openFile(folder);

  function toStored<Key extends keyof StoredSettings>(key: Key): Stored<Key> {
    return {
      read: () => settings[key],
      write(value) {
        settings = { ...settings, [key]: value };
        try {
          write(settings);
        } catch (error) {
          log.error(`${path} could not be written: ${String(error)}. Settings last until Tandem is closed.`);
          keeping.noteFailure(error);
        }
      },
    };
  }

  return {
    windowBounds: toStored("windowBounds"),
    lastGood: toStored("lastGood"),
    lastGoodPolicies: toStored("lastGoodPolicies"),
    acceptedAccounts: toStored("acceptedAccounts"),
    takenDesks: toStored("takenDesks"),
    operator: toStored("operator"),
    own: toStored("own"),
    ownUnreadable: toStored("ownUnreadable"),
    isWipeDue: toStored("isWipeDue"),
  };
}

/** Moves a file that cannot be understood out of the way before anything trips over it. */
function readChecked(path: string, log: Log, keeping: KeepingNotes): StoredSettings {
  const read = readSettings(path);
  if (read !== null) return read;
  const aside = keeping.putAside(path);
  const kept = aside === null ? "it could not be put aside" : `it is kept as ${aside}`;
  log.warn(`${path} was not valid; ${kept} and Tandem starts with its defaults`);
  return freshSettings;
}

/** @returns the defaults where there is no file, and null for one that cannot be understood. */
export function readSettings(path: string): StoredSettings | null {
  if (!existsSync(path)) return freshSettings;
  try {
    return migrateSettings(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
