/** Lists the sound devices and tells whether the microphone is forbidden, before anybody needs it. */
import type { SoundDevice } from "../../../../shared/model/settings.ts";

export type DeviceList = {
  readonly inputs: SoundDevice[];
  readonly outputs: SoundDevice[];
  /** A microphone may be there without an id to choose it by, while none may be used. */
  readonly hasInput: boolean;
  /** What marks the microphone the system uses; null where Chromium does not say which one that is. */
  readonly systemInput: string | null;
  /** The name of the output the system uses; null where Chromium does not say which one that is. */
  readonly systemOutput: string | null;
  readonly isDenied: boolean;
};

/** Chromium lists the system's default and communications roles as devices of their own. */
const roles = new Set(["", "default", "communications"]);

export async function readDeviceList(
  mediaDevices: MediaDevices,
  permission: PermissionStatus | null,
): Promise<DeviceList> {
  const devices = await mediaDevices.enumerateDevices();
  return {
    inputs: listDevices(devices, "audioinput"),
    outputs: listDevices(devices, "audiooutput"),
    hasInput: devices.some((device) => device.kind === "audioinput"),
    systemInput: findSystemInput(devices),
    systemOutput: findSystemOutput(devices),
    isDenied: permission?.state === "denied",
  };
}

function listDevices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): SoundDevice[] {
  return devices
    .filter((device) => device.kind === kind && !roles.has(device.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** The group is the device's own; the label has its name in it, where the system tells it ("Default - Headset"). */
function findSystemInput(devices: readonly MediaDeviceInfo[]): string | null {
  const own = devices.find((device) => device.kind === "audioinput" && device.deviceId === "default");
  return own === undefined ? null : `${own.groupId} ${own.label}`;
}

/** The group is the device's own: the entry that stands for the system's choice has its device's group, in words of its own. */
function findSystemOutput(devices: readonly MediaDeviceInfo[]): string | null {
  const outputs = devices.filter(({ kind }) => kind === "audiooutput");
  const own = outputs.find(({ deviceId }) => deviceId === "default");
  const same = outputs.filter(({ deviceId, groupId }) => !roles.has(deviceId) && groupId === own?.groupId);
  return same.length === 1 ? (same[0]?.label ?? null) : null;
}
