/** settings.json through electron-store: checked when it is read, and a broken file is set aside, never fatal. */
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import Store from "electron-store";
import type { Log } from "../../shared/lib/log.ts";
import { freshSettings, migrateSettings, type StoredSettings } from "./stored-settings.ts";

type Stored<Key extends keyof StoredSettings> = {
  readonly read: () => StoredSettings[Key];
  readonly write: (value: StoredSettings[Key]) => void;
};

export type SettingsStore = {
  readonly windowBounds: Stored<"windowBounds">;
  readonly lastGood: Stored<"lastGood">;
};

const fileName = "settings";

export function createSettingsStore(folder: string, log: Log): SettingsStore {
  const path = join(folder, `${fileName}.json`);
  let settings = readChecked(path, log);
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: fileName, configFileMode: 0o600 });
  store.store = { ...settings };

  function toStored<Key extends keyof StoredSettings>(key: Key): Stored<Key> {
    return {
      read: () => settings[key],
      write(value) {
        settings = { ...settings, [key]: value };
        try {
          store.store = { ...settings };
        } catch (error) {
          log.error(`${path} could not be written: ${String(error)}. Settings last until Tandem is closed.`);
        }
      },
    };
  }

  return { windowBounds: toStored("windowBounds"), lastGood: toStored("lastGood") };
}

/** Moves a file that cannot be understood to settings.json.bad before electron-store would trip over it. */
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
