/** settings.json: checked when it is read, and a broken file is set aside, never fatal. */
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
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
  readonly operator: Stored<"operator">;
  readonly own: Stored<"own">;
};

/** Writes the whole file anew, atomically. */
export type WriteSettings = (settings: StoredSettings) => void;

export const settingsName = "settings";

/** @param openFile called once the file is known to be sound, or gone. */
export function createSettingsStore(
  folder: string,
  openFile: (folder: string) => WriteSettings,
  log: Log,
): SettingsStore {
  const path = join(folder, `${settingsName}.json`);
  let settings = readChecked(path, log);
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
        }
      },
    };
  }

  return {
    windowBounds: toStored("windowBounds"),
    lastGood: toStored("lastGood"),
    lastGoodPolicies: toStored("lastGoodPolicies"),
    acceptedAccounts: toStored("acceptedAccounts"),
    operator: toStored("operator"),
    own: toStored("own"),
  };
}

/** Moves a file that cannot be understood to settings.json.bad before anything trips over it. */
function readChecked(path: string, log: Log): StoredSettings {
  if (!existsSync(path)) return freshSettings;
  const settings = migrateSettings(parse(readFileSync(path, "utf8")));
  if (settings !== null) return settings;
  renameSync(path, `${path}.bad`);
  log.warn(`${path} was not valid; it is kept as ${path}.bad and Tandem starts with its defaults`);
  return freshSettings;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
