/** What can be chosen for one use of sound: the system's own device, those that are here, and the one that is missed. */
import { findDevice, type SoundDevice } from "../../../../shared/model/settings.ts";

export type DeviceChoices = {
  readonly devices: readonly SoundDevice[];
  /** The id that is chosen; "" for the system's own. */
  readonly value: string;
  /** Chosen, but not here now; the system's own stands in for it. */
  readonly missing: SoundDevice | null;
};

export function toDeviceChoices(here: readonly SoundDevice[], chosen: SoundDevice | null): DeviceChoices {
  if (chosen === null) return { devices: here, value: "", missing: null };
  const found = findDevice(here, chosen);
  if (found !== null) return { devices: here, value: found.id, missing: null };
  return { devices: here, value: chosen.id, missing: chosen };
}
