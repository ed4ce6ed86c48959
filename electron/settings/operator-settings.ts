/** What the operator chose on this computer: kept, announced to every window, and told to whoever must act on it. */
import type { HostEvent } from "../../shared/contract/event.ts";
import type { SettingsChange } from "../../shared/model/settings.ts";
import { toSoundSettings, type Settings, type SoundSettings } from "../../shared/model/settings.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import type { SettingsStore } from "./settings-store.ts";

export type OperatorSettingsNeeds = {
  readonly store: SettingsStore["operator"];
  readonly wallNow: () => number;
  readonly publish: (event: HostEvent) => void;
  readonly useSound: (sound: SoundSettings) => void;
  /** Light, dark, or as the system has it: for the frames and scroll bars that pages do not draw. */
  readonly useAppearance: (appearance: Settings["appearance"]) => void;
};

export type OperatorSettings = {
  readonly change: (change: SettingsChange) => void;
  readonly sound: () => SoundSettings;
  /** Says what was kept from the last time. */
  readonly announce: () => void;
};

export function createOperatorSettings(needs: OperatorSettingsNeeds): OperatorSettings {
  const { store } = needs;

  function announce(): void {
    needs.useAppearance(store.read().appearance);
    needs.publish({ type: "settings.changed", at: needs.wallNow(), settings: store.read() });
  }

  return {
    change(change) {
      const before = store.read();
      // Every key of a change is one of the settings; a key that is not named keeps its value.
      const next: Settings = { ...before, ...withoutUndefined(change) };
      if (isSameValue(next, before)) return;
      store.write(next);
      announce();
      const sound = toSoundSettings(next);
      if (!isSameValue(sound, toSoundSettings(before))) needs.useSound(sound);
    },
    sound: () => toSoundSettings(store.read()),
    announce,
  };
}

function withoutUndefined(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
