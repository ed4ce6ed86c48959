/** Who may use what: the engine the microphone and the servers on the local network; everything else is denied. */
import type { Session, WebContents } from "electron";
import type { Log } from "../../shared/lib/log.ts";
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
  // Electron asks this before a voice or a tone may move to the device that was chosen.
  if (permission === "speaker-selection") return true;
  return permission === "media" && mediaTypes.length > 0 && mediaTypes.every((type) => type === "audio");
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
  session.setDevicePermissionHandler(() => false);
}
