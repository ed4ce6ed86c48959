/** What an operator may choose for this computer: how the window looks and speaks, its keys, and which devices sound. */
import { z } from "zod";
import { ColleagueEntry, mostOwnColleagues } from "./colleague.ts";
import { Forwarding, noForwarding } from "./forwarding.ts";
import { ChosenChords } from "./keys.ts";
import { CodecOrder, defaultCodecs, defaultProcessing, RingVolume, VoiceProcessing } from "./voice.ts";
import { usualZoomPct, ZoomPct } from "./zoom.ts";

export const Appearance = z.enum(["system", "light", "dark"]);
export type Appearance = z.infer<typeof Appearance>;

export const Contrast = z.enum(["system", "more"]);
export type Contrast = z.infer<typeof Contrast>;

/** `system`, or the code of a language that is spoken here; an unknown one is English. */
export const Language = z.string().regex(/^(system|[a-z]{2})$/, "system, or two letters such as en");

/** A sound device by its id on this computer; the label finds it again where the id was given anew. */
export const SoundDevice = z.strictObject({ id: z.string().min(1), label: z.string() });
export type SoundDevice = z.infer<typeof SoundDevice>;

/** What the engine is told of; null is the device the system uses. */
export const SoundSettings = z.strictObject({
  microphone: SoundDevice.nullable(),
  speaker: SoundDevice.nullable(),
  ringer: SoundDevice.nullable(),
  ringVolume: RingVolume,
  /** Rings on the speaker too, for those who wear a headset and sit far from the ringer. */
  ringsOnSpeaker: z.boolean(),
  ...VoiceProcessing.shape,
  codecs: CodecOrder,
  /** Whether the keys and lamps of headsets are Tandem's. */
  headsetButtons: z.boolean(),
});
export type SoundSettings = z.infer<typeof SoundSettings>;

export const Settings = SoundSettings.extend({
  appearance: Appearance,
  contrast: Contrast,
  /** How large the window is drawn, percent. */
  zoomPct: ZoomPct,
  language: Language,
  /** Whom the operator watches besides those of the document. */
  colleagues: z.array(ColleagueEntry).max(mostOwnColleagues),
  /** The system tells of a missed call, and that no server can be reached. */
  notifications: z.boolean(),
  /** The operator's own keys in the window, and in every program. */
  chords: ChosenChords,
  globalChords: ChosenChords,
  forwarding: Forwarding,
});
export type Settings = z.infer<typeof Settings>;

/** One or more settings at once; the others stay. */
export const SettingsChange = Settings.partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

/** What the operator chose himself; all else is as the administrator recommends it, or as Tandem has it. */
export const OwnSettings = Settings.partial();
export type OwnSettings = z.infer<typeof OwnSettings>;

export const defaultSettings: Settings = {
  appearance: "system",
  contrast: "system",
  zoomPct: usualZoomPct,
  language: "system",
  colleagues: [],
  notifications: true,
  chords: {},
  globalChords: {},
  forwarding: noForwarding,
  microphone: null,
  speaker: null,
  ringer: null,
  ringVolume: 80,
  ringsOnSpeaker: false,
  ...defaultProcessing,
  codecs: defaultCodecs,
  headsetButtons: true,
};

export function toSoundSettings(settings: Settings): SoundSettings {
  const {
    appearance: _appearance,
    contrast: _contrast,
    zoomPct: _zoomPct,
    language: _language,
    colleagues: _colleagues,
    notifications: _notifications,
    chords: _chords,
    globalChords: _globalChords,
    forwarding: _forwarding,
    ...sound
  } = settings;
  return sound;
}

/** @returns the device that was chosen: by its id, else by its label, for ids change when a profile is made anew. */
export function findDevice(devices: readonly SoundDevice[], chosen: SoundDevice | null): SoundDevice | null {
  if (chosen === null) return null;
  const sameLabel = (device: SoundDevice) => device.label !== "" && device.label === chosen.label;
  return devices.find((device) => device.id === chosen.id) ?? devices.find(sameLabel) ?? null;
}
