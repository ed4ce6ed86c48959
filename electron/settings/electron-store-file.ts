/** settings.json as electron-store writes it: atomically, for the owner alone. */
import Store from "electron-store";
import { settingsName, type WriteSettings } from "./settings-store.ts";

export function openElectronStoreFile(folder: string): WriteSettings {
  const store = new Store<Record<string, unknown>>({ cwd: folder, name: settingsName, configFileMode: 0o600 });
  return (settings) => {
    store.store = { ...settings };
  };
}
