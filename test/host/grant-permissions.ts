// Puts main's permission decisions into Chromium before a page can ask: granted or denied, never a prompt.
import type * as Electron from "electron";
import { toChromiumUrl } from "./app-url.ts";
import type { CdpConnection } from "./cdp-pipe.ts";
import { hostRecords } from "./host-records.ts";
import type { HostSession } from "./session.ts";

type PermissionName = Parameters<NonNullable<Parameters<Electron.Session["setPermissionCheckHandler"]>[0]>>[1];

interface DerivedPermission {
  asked: PermissionName;
  chromiumName: string;
  mediaType?: "audio" | "video";
}

const derivedPermissions: readonly DerivedPermission[] = [
  { asked: "media", chromiumName: "microphone", mediaType: "audio" },
  { asked: "media", chromiumName: "camera", mediaType: "video" },
  { asked: "loopback-network", chromiumName: "loopback-network" },
  { asked: "local-network", chromiumName: "local-network" },
  { asked: "local-network-access", chromiumName: "local-network-access" },
  { asked: "notifications", chromiumName: "notifications" },
  { asked: "speaker-selection", chromiumName: "speaker-selection" },
  { asked: "clipboard-read", chromiumName: "clipboard-read" },
  { asked: "clipboard-sanitized-write", chromiumName: "clipboard-write" },
  { asked: "geolocation", chromiumName: "geolocation" },
  { asked: "midi", chromiumName: "midi" },
];

const answerTimeoutMs = 5_000;

interface Asker {
  session: HostSession;
  webContents: object;
  url: string;
}

function isAllowedByCheck({ session, webContents, url }: Asker, permission: DerivedPermission): boolean {
  const handler = session.permissionCheckHandler;
  if (handler === null) return true;
  const requestingOrigin = originOf(url);
  const details = {
    isMainFrame: true,
    requestingUrl: url,
    securityOrigin: requestingOrigin,
    embeddingOrigin: requestingOrigin,
    ...(permission.mediaType === undefined ? {} : { mediaType: permission.mediaType }),
  };
  return handler(webContents as Electron.WebContents, permission.asked, requestingOrigin, details);
}

function isAllowedByRequest({ session, webContents, url }: Asker, permission: DerivedPermission): Promise<boolean> {
  const handler = session.permissionRequestHandler;
  if (handler === null) return Promise.resolve(true);
  const media =
    permission.mediaType === undefined ? {} : { mediaTypes: [permission.mediaType], securityOrigin: originOf(url) };
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, answerTimeoutMs, false);
    const callback = (isGranted: boolean) => {
      clearTimeout(timer);
      resolve(isGranted);
    };
    handler(webContents as Electron.WebContents, permission.asked, callback, {
      isMainFrame: true,
      requestingUrl: url,
      ...media,
    });
  });
}

/** Custom schemes have no origin of their own in URL, so it is taken from the text. */
function originOf(url: string): string {
  return `${/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? url}/`;
}

/**
 * Both of main's handlers must agree where both are set; Electron grants everything where neither is.
 * @returns the features a document of this page must be denied by Permissions-Policy.
 */
export async function grantPermissions(browser: CdpConnection, asker: Asker): Promise<string[]> {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(asker.url)) return [];
  const deniedFeatures: string[] = [];
  const { origin } = new URL(toChromiumUrl(asker.url));
  await Promise.all(
    derivedPermissions.map(async (permission) => {
      const isGranted = isAllowedByCheck(asker, permission) && (await isAllowedByRequest(asker, permission));
      if (!isGranted && permission.mediaType !== undefined) deniedFeatures.push(permission.chromiumName);
      try {
        await browser.send("Browser.setPermission", {
          origin,
          permission: { name: permission.chromiumName },
          setting: isGranted ? "granted" : "denied",
        });
      } catch (error) {
        hostRecords.refusedPermissions.push(`${origin} ${permission.chromiumName}: ${String(error)}`);
      }
    }),
  );
  return deniedFeatures;
}
