/** The library's side of an update (electron-updater): fetching what was verified, looking at it once more, installing it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { AppUpdater } from "electron-updater";
import { MacUpdater } from "electron-updater/out/MacUpdater.js";
import { NsisUpdater } from "electron-updater/out/NsisUpdater.js";
import { type AppAdapter, getAppCacheDir } from "electron-updater/out/AppAdapter.js";
import { parseUpdateInfo } from "electron-updater/out/providers/Provider.js";
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { PackageKind, UpdateTrouble } from "../../shared/model/update.ts";
import { OfficeExecutor } from "./office-executor.ts";
import type { Manifest } from "./read-manifest.ts";
import { toNetworkTrouble } from "./to-network-trouble.ts";
import { toProvider } from "./verified-provider.ts";
import { WholeAppImageUpdater } from "./whole-app-image-updater.ts";

export type UpdaterNeeds = {
  readonly running: string;
  readonly packageKind: PackageKind;
  /** What was fetched waits in a folder in it. */
  readonly cacheFolder: string;
  /** Certificates, PEM. */
  readonly authorities: () => string[];
  /** Electron's own way out, for the updater of macOS. */
  readonly quit: () => void;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
  /** @returns the library's updater for a kind of package. */
  readonly make?: (packageKind: PackageKind, app: AppAdapter) => AppUpdater;
};

export type Updater = {
  /** @returns null: it lies ready, whole and with the hash that was announced. */
  readonly download: (manifest: Manifest, publishers: readonly string[]) => Promise<UpdateTrouble | null>;
  /** Whether what lies ready is still what was announced: it may have lain there for hours. */
  readonly recheck: () => Promise<UpdateTrouble | null>;
  /**
   * To be called when everything is closed; the process ends behind it.
   * @param andStart the new version.
   * @returns false: the one that ran stays, and nobody starts it.
   */
  readonly install: (andStart: boolean) => Promise<boolean>;
};

type Ready = { readonly updater: AppUpdater; readonly path: string; readonly manifest: Manifest };

/** How long the process has to live on for the system's own part, ms: to tell of an installer that cannot be started; for macOS to end it. */
const settleMs: Partial<Record<PackageKind, number>> = { nsis: 1_000, mac: 30_000 };

/** The user's own, and not the one that roams. */
export const toCacheFolder = getAppCacheDir;

/** The library's reader of a manifest. */
export function parseManifest(text: string): unknown {
  return parseUpdateInfo(text, "", new URL("https://localhost"));
}

export function openUpdater(needs: UpdaterNeeds): Updater {
  const { clock, log, packageKind } = needs;
  let ready: Ready | null = null;

  return {
    async download(manifest, publishers) {
      ready = null;
      try {
        const updater = prepare(needs, manifest, publishers);
        const found = await updater.checkForUpdates();
        if (found?.isUpdateAvailable !== true) return "noFile";
        const [path] = await updater.downloadUpdate();
        if (path === undefined) return "failed";
        ready = { updater, path, manifest };
        return null;
      } catch (error) {
        log.warn(`version ${manifest.version} was not fetched: ${String(error)}`);
        return toNetworkTrouble(error);
      }
    },

    async recheck() {
      if (ready === null) return "failed";
      const { path, manifest } = ready;
      try {
        const hash = createHash("sha512");
        await pipeline(createReadStream(path), hash);
        const found = hash.digest("base64");
        return manifest.files.some(({ sha512 }) => sha512 === found) ? null : "corrupt";
      } catch (error) {
        log.warn(`what lay ready cannot be read: ${String(error)}`);
        return "failed";
      }
    },

    async install(andStart) {
      if (ready === null) return false;
      const { updater, manifest } = ready;
      const settled = new Promise<void>((resolve) => void clock.after(settleMs[packageKind] ?? 0, resolve));
      let isWell = true;
      updater.on("error", () => (isWell = false));
      log.info(`installing version ${manifest.version}`);
      if (packageKind === "mac") {
        updater.autoRunAppAfterInstall = andStart;
        updater.quitAndInstall();
        await settled;
        // Where it went well this process has ended meanwhile.
        return false;
      }
      if (!isInstalling(updater) || !updater.install(true, andStart)) return false;
      await settled;
      return isWell;
    },
  };
}

type Installing = AppUpdater & { readonly install: (isSilent: boolean, andStart: boolean) => boolean };

function isInstalling(updater: AppUpdater): updater is Installing {
  return "install" in updater && typeof updater.install === "function";
}

function prepare(needs: UpdaterNeeds, manifest: Manifest, publishers: readonly string[]): AppUpdater {
  const { running, cacheFolder, authorities, quit, log } = needs;
  const app: AppAdapter = {
    version: running,
    name: "Tandem",
    isPackaged: true,
    appUpdateConfigPath: "",
    userDataPath: cacheFolder,
    baseCachePath: cacheFolder,
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit,
    onQuit: () => undefined,
  };
  const updater = (needs.make ?? makeUpdater)(needs.packageKind, app);
  updater.logger = log;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // A file put together of old and new parts is for a server with ranges; this one is a plain folder.
  updater.disableDifferentialDownload = true;
  updater.isUserWithinRollout = () => true;
  const mostOctets = Math.max(...manifest.files.map(({ size }) => size));
  const httpExecutor = new OfficeExecutor(authorities, mostOctets);
  // What the library would read of files beside the program, and of one that it would write for its own dice.
  const configOnDisk = {
    value: Promise.resolve({
      updaterCacheDirName: "tandem-updater",
      ...(publishers.length === 0 ? {} : { publisherName: [...publishers] }),
    }),
  };
  Object.assign(updater, { httpExecutor, configOnDisk, stagingUserIdPromise: { value: Promise.resolve("") } });
  updater.setFeedURL({ provider: "custom", updateProvider: toProvider(manifest) });
  return updater;
}

function makeUpdater(packageKind: PackageKind, app: AppAdapter): AppUpdater {
  if (packageKind === "nsis") return new NsisUpdater(null, app);
  if (packageKind === "mac") return new MacUpdater(undefined, app);
  return new WholeAppImageUpdater(null, app);
}
