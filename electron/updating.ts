/** Puts together what looks for newer versions, from what this computer says of itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";
import type { Log } from "../shared/lib/log.ts";
import type { PolicyDocument } from "../shared/model/policy-document.ts";
import { exitCodes } from "./app/cli.ts";
import { readSeat } from "./app/read-seat.ts";
import { systemClock as clock } from "./app/system-clock.ts";
import { systemDice as dice } from "./app/system-dice.ts";
import { listAuthorities } from "./diagnostics/authorities.ts";
import { describeOffer } from "./updates/describe-offer.ts";
import { createFetchManifest } from "./updates/fetch-manifest.ts";
import {
  canWriteInto,
  findInstallFolder,
  findPackageKind,
  type Installation,
  toManifestName,
} from "./updates/package-kind.ts";
import { readManifest } from "./updates/read-manifest.ts";
import type { Seat } from "./updates/update-state.ts";
import { toUpdateTerms, type UpdateTerms } from "./updates/update-terms.ts";
import { createUpdatesOutlet, type UpdatesNeeds, type UpdatesOutlet } from "./updates/updates-outlet.ts";

export function createUpdates(needs: Pick<UpdatesNeeds, "log" | "leave" | "publish">): UpdatesOutlet {
  const seat = describeSeat();
  return createUpdatesOutlet({
    ...needs,
    seat,
    clock,
    dice,
    manifestName: manifestName(),
    fetch: createFetch(),
    relaunch: () => startAgain(process.argv.slice(1), seat),
    openLibrary: () => openLibrary(seat, needs.log),
  });
}

/** @returns what `--diagnostics` says of newer versions. */
export async function lookForUpdates(document: PolicyDocument | null): Promise<string> {
  const seat = describeSeat();
  const terms = toUpdateTerms(document);
  return describeOffer(seat, terms, terms === null ? null : await look(terms));
}

async function look(terms: UpdateTerms) {
  const sent = await createFetch()(terms.folder, manifestName(), terms.publicKey !== null);
  if (!sent.ok) return sent;
  const { parseManifest } = await import("./updates/open-updater.ts");
  return readManifest(sent.value, terms.publicKey, parseManifest);
}

const manifestName = () => toManifestName(process.platform, process.arch);

function createFetch() {
  return createFetchManifest({ clock, authorities: listAuthorities, userAgent: `Tandem/${app.getVersion()}` });
}

/** Has it started once this process has ended; where an AppImage is mounted is gone then. */
function startAgain(args: readonly string[], { packageKind }: Seat): void {
  const image = process.env["APPIMAGE"];
  const isImage = packageKind === "appimage" && image !== undefined;
  app.relaunch({ args: [...args], ...(isImage ? { execPath: image } : {}) });
}

/** Ends this start for another one with these arguments. */
export function startInstead(args: readonly string[]): void {
  startAgain(args, describeSeat());
  app.exit(exitCodes.ok);
}

async function openLibrary(seat: Seat, log: Log) {
  const { openUpdater, parseManifest, toCacheFolder } = await import("./updates/open-updater.ts");
  const quit = () => app.quit();
  const cacheFolder = toCacheFolder();
  const { running, packageKind } = seat;
  const updater = openUpdater({ running, packageKind, cacheFolder, authorities: listAuthorities, quit, clock, log });
  return { updater, parse: parseManifest };
}

function describeSeat(): Seat {
  const installation: Installation = {
    platform: process.platform,
    packageType: readPackageType(),
    program: process.execPath,
    appImage: process.env["APPIMAGE"],
    appFolder: process.env["APPDIR"],
  };
  const packageKind = findPackageKind(installation);
  const folder = findInstallFolder(packageKind, installation);
  const { user, computer } = readSeat();
  return {
    running: app.getVersion(),
    packageKind,
    mayInstall: folder !== null && canWriteInto(folder, process.platform),
    name: `${user}@${computer}`,
  };
}

function readPackageType(): string | null {
  try {
    return readFileSync(join(process.resourcesPath, "package-type"), "utf8");
  } catch {
    return null;
  }
}
