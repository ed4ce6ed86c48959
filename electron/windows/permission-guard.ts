/**
 * Who may use what: the engine the microphone, headsets' keys and the servers on the local network; everything else is
 * denied.
 */
import type { Session, WebContents } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import { isTelephony, type HidDeviceFacts } from "./telephony-devices.ts";
import { isPageOf, type Role, type TrustedSenders } from "../ipc/trusted-senders.ts";

/**
 * Chromium 142 and later ask before a page may reach loopback or private addresses; a PBX in the office is one.
 * https://wicg.github.io/local-network-access/
 */
const networkPermissions: readonly string[] = ["loopback-network", "local-network", "local-network-access"];

export type PermissionWish = {
  readonly role: Role | null;
  readonly permission: string;
  /** For `media`: what is wanted; empty when Chromium does not say. */
  readonly mediaTypes: readonly string[];
};

export function isPermitted({ role, permission, mediaTypes }: PermissionWish): boolean {
  if (role !== "engine") return false;
  if (networkPermissions.includes(permission)) return true;
  // Whether it may ask for devices at all; which ones it is given is decided by what they are.
  if (permission === "hid") return true;
  // Electron asks this before a voice or a tone may move to the device that was chosen.
  if (permission === "speaker-selection") return true;
  return permission === "media" && mediaTypes.length > 0 && mediaTypes.every((type) => type === "audio");
}

/** @param origin of the page that asks, as Chromium writes it. */
export function isDevicePermitted(deviceType: string, origin: string, device: HidDeviceFacts): boolean {
  return deviceType === "hid" && isPageOf("engine", origin) && isTelephony(device);
}

export function guardPermissions(session: Session, senders: TrustedSenders, log: Log): void {
  /** Checks made for the network carry no page; then the address decides, and app:// addresses are ours alone. */
  function toRole(contents: WebContents | null, url: string): Role | null {
    if (contents !== null) return senders.roleOf(contents.id, url);
    return isPageOf("engine", url) ? "engine" : null;
  }

  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    const isGranted = isPermitted({ role: toRole(contents, details.requestingUrl), permission, mediaTypes });
    if (!isGranted) log.debug(`denied ${permission} to ${details.requestingUrl}`);
    answer(isGranted);
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) => {
    const url = requestingOrigin === "" ? (details.requestingUrl ?? "") : requestingOrigin;
    const mediaTypes = details.mediaType === undefined ? [] : [details.mediaType];
    return isPermitted({ role: toRole(contents, url), permission, mediaTypes });
  });
  // Granted without a question, so that a headset works as soon as it is plugged in.
  session.setDevicePermissionHandler(({ deviceType, origin, device }) =>
    isDevicePermitted(deviceType, origin, device as HidDeviceFacts),
  );
  // Nobody is asked to choose among devices that are all granted.
  session.on("select-hid-device", (event, { deviceList }, answer) => {
    event.preventDefault();
    answer(deviceList.find(isTelephony)?.deviceId);
  });
}
