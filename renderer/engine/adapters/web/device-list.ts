/** Counts the sound devices and tells whether the microphone is forbidden, before anybody needs it. */

export type DeviceList = { readonly inputs: number; readonly outputs: number; readonly isDenied: boolean };

/** Windows lists its default and communications roles as devices of their own. */
const roles = new Set(["default", "communications"]);

export async function readDeviceList(
  mediaDevices: MediaDevices,
  permission: PermissionStatus | null,
): Promise<DeviceList> {
  const devices = await mediaDevices.enumerateDevices();
  return {
    inputs: countDevices(devices, "audioinput"),
    outputs: countDevices(devices, "audiooutput"),
    isDenied: permission?.state === "denied",
  };
}

function countDevices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): number {
  const ofKind = devices.filter((device) => device.kind === kind);
  const real = ofKind.filter((device) => !roles.has(device.deviceId));
  return real.length === 0 ? Math.min(ofKind.length, 1) : real.length;
}
