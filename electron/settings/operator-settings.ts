/** What the operator chose on this computer: kept, announced to every window, and told to whoever must act on it. */
import type { CommandReply } from "../../shared/contract/command.ts";
import type { HostEvent } from "../../shared/contract/event.ts";
import type { SettingsChange } from "../../shared/model/settings.ts";
import { toSoundSettings, type Settings, type SoundSettings } from "../../shared/model/settings.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { listHeld, type HeldSetting, type OperatorPolicy } from "../../shared/model/operator-policy.ts";
import type { OwnChoices } from "../../shared/model/to-phone-config.ts";
import type { SettingsStore } from "./settings-store.ts";

export type OperatorSettingsNeeds = {
  readonly store: SettingsStore["operator"];
  /** What the document in force holds; the operator's own choice stays kept for the day it is let go. */
  readonly policy: () => OperatorPolicy;
  readonly wallNow: () => number;
  readonly publish: (event: HostEvent) => void;
  readonly useSound: (sound: SoundSettings) => void;
  /** Others are watched than before, or calls are sent elsewhere. */
  readonly useChoices: () => void;
  /** Light, dark, or as the system has it, for the frames and scroll bars that pages do not draw; and how large pages are. */
  readonly useLook: (look: Pick<Settings, "appearance" | "zoomPct">) => void;
};

export type OperatorSettings = {
  readonly change: (change: SettingsChange) => CommandReply;
  readonly sound: () => SoundSettings;
  /** Says what was kept from the last time. */
  readonly announce: () => void;
  /** The document may hold other settings than before. */
  readonly obeyPolicy: () => void;
};

type Effective = { readonly settings: Settings; readonly held: HeldSetting[] };

export function createOperatorSettings(needs: OperatorSettingsNeeds): OperatorSettings {
  const { store } = needs;
  let announced: Effective | null = null;

  function read(): Effective {
    const policy = needs.policy();
    return { settings: { ...store.read(), ...withoutUndefined(policy) }, held: listHeld(policy) };
  }

  function announce(): void {
    announced = read();
    needs.useLook(announced.settings);
    needs.publish({ type: "settings.changed", at: needs.wallNow(), ...announced });
  }

  function announceChange(before: Effective): void {
    const next = read();
    if (isSameValue(next, before)) return;
    announce();
    const sound = toSoundSettings(next.settings);
    if (!isSameValue(sound, toSoundSettings(before.settings))) needs.useSound(sound);
    if (!isSameValue(toChoices(next.settings), toChoices(before.settings))) needs.useChoices();
  }

  return {
    change(change) {
      const before = read();
      const wanted = withoutUndefined(change);
      if (before.held.some((setting) => setting in wanted)) {
        return { ok: false, failure: { kind: "notAllowed", message: "Your administrator holds this setting." } };
      }
      // Every key of a change is one of the settings; a key that is not named keeps its value.
      const next: Settings = { ...store.read(), ...wanted };
      if (isSameValue(next, store.read())) return { ok: true };
      store.write(next);
      announceChange(before);
      return { ok: true };
    },
    sound: () => toSoundSettings(read().settings),
    announce,
    obeyPolicy() {
      if (announced !== null) announceChange(announced);
    },
  };
}

function toChoices({ colleagues, forwarding }: Settings): OwnChoices {
  return { colleagues, forwarding };
}

function withoutUndefined(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
