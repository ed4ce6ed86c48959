/** What the operator chose on this computer: kept, announced to every window, and told to whoever must act on it. */
import type { CommandReply } from "../../shared/contract/command.ts";
import type { HostEvent } from "../../shared/contract/event.ts";
import type { SettingsChange } from "../../shared/model/settings.ts";
import { defaultSettings, Settings, toSoundSettings, type SoundSettings } from "../../shared/model/settings.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { HeldSetting, type HeldFrom, type OperatorOffers } from "../../shared/model/operator-policy.ts";
import { type EffectiveSetting, resolveSetting } from "../../shared/model/resolve-setting.ts";
import type { OwnChoices } from "../../shared/model/to-phone-config.ts";
import type { SettingsStore } from "./settings-store.ts";

export type OperatorSettingsNeeds = {
  readonly store: SettingsStore["operator"];
  /** What documents and policies say; where they hold something, the operator's own choice stays kept for the day it is let go. */
  readonly policy: () => OperatorOffers;
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
  readonly choices: () => OwnChoices;
  /** Whoever used this computer leaves it: all of his choices go, or those alone that concern whom calls go to. */
  readonly forget: (what: "everything" | "secrets") => void;
  /** Says what was kept from the last time. */
  readonly announce: () => void;
  /** Documents and policies may say other things than before. */
  readonly obeyPolicy: () => void;
};

type Effective = { readonly settings: Settings; readonly held: HeldSetting[]; readonly heldFrom: HeldFrom };

const chosenHere = { kind: "operator", name: "chosen at this computer" } as const;

/** @returns of every setting of the operator what is in force, and who decided it. */
export function resolveOperatorSettings(
  chosen: Readonly<Record<string, unknown>>,
  policy: OperatorOffers,
): Readonly<Record<string, EffectiveSetting>> {
  const offers = new Map(Object.entries(policy));
  return Object.fromEntries(
    Object.entries(defaultSettings).map(([key, builtIn]) => {
      const own = chosen[key];
      const operator = own === undefined ? {} : { operator: { value: own, where: chosenHere } };
      return [key, resolveSetting({ ...offers.get(key), ...operator }, builtIn)];
    }),
  );
}

export function createOperatorSettings(needs: OperatorSettingsNeeds): OperatorSettings {
  const { store } = needs;
  let announced: Effective | null = null;

  function read(): Effective {
    const resolved = resolveOperatorSettings(store.read(), needs.policy());
    const values = Object.entries(resolved).map(([key, { value }]) => [key, value]);
    const held = HeldSetting.options.filter((setting) => resolved[setting]?.locked);
    const heldFrom: HeldFrom = {};
    for (const setting of held) {
      const where = resolved[setting]?.where;
      if (where !== undefined && where !== null) heldFrom[setting] = where;
    }
    return { settings: Settings.parse(Object.fromEntries(values)), held, heldFrom };
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
        return {
          ok: false,
          failure: { kind: "notAllowed", message: "Your administrator has set this; it cannot be changed here." },
        };
      }
      if (isSameValue({ ...before.settings, ...wanted }, before.settings)) return { ok: true };
      // Every key of a change is one of the settings; a key that is not named stays as it is.
      const next = { ...store.read(), ...wanted };
      store.write(next);
      announceChange(before);
      return { ok: true };
    },
    forget(what) {
      const before = read();
      const { colleagues: _colleagues, forwarding: _forwarding, ...others } = store.read();
      store.write(what === "everything" ? {} : others);
      announceChange(before);
    },
    sound: () => toSoundSettings(read().settings),
    choices: () => toChoices(read().settings),
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
