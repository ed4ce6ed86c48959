/** How Tandem came onto this computer, and so whose it is to bring a newer version. */
import { accessSync, constants, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PackageKind } from "../../shared/model/update.ts";

export type Installation = {
  readonly platform: NodeJS.Platform;
  /** What the packages write into `resources/package-type`; null: there is no such file. */
  readonly packageType: string | null;
  /** The program that runs, and what an AppImage tells it (`APPIMAGE`, `APPDIR`). */
  readonly program: string;
  readonly appImage: string | undefined;
  readonly appFolder: string | undefined;
};

/**
 * A terminal that is an AppImage hands its own `APPIMAGE` to all that is started in it; ours is the one that is mounted
 * where we run. Windows without the file is taken for an MSI's: an update beside it would lie on top of what IT installed.
 */
export function findPackageKind({ platform, packageType, program, appImage, appFolder }: Installation): PackageKind {
  const said = PackageKind.safeParse(packageType?.trim().toLowerCase());
  if (said.success) return said.data;
  if (platform === "darwin") return "mac";
  const isMounted = appFolder !== undefined && appFolder !== "" && program.startsWith(appFolder);
  if (platform === "linux" && appImage !== undefined && appImage.startsWith("/") && isMounted) return "appimage";
  return "unknown";
}

/** @returns how the name of the file ends that brings a package of this kind; null: a package manager or IT brings it. */
export function toExtension(kind: PackageKind): string | null {
  if (kind === "nsis") return ".exe";
  if (kind === "appimage") return ".appimage";
  return kind === "mac" ? ".zip" : null;
}

/** As electron-builder names it (electron-updater, `Provider.getChannelFilePrefix`). */
export function toManifestName(platform: NodeJS.Platform, architecture: string): string {
  if (platform === "darwin") return "latest-mac.yml";
  if (platform === "win32") return "latest.yml";
  return architecture === "x64" ? "latest-linux.yml" : `latest-linux-${architecture}.yml`;
}

/** @returns the folder that must be written to for a newer version to take its place; null: that is not ours to do. */
export function findInstallFolder(kind: PackageKind, { program, appImage }: Installation): string | null {
  if (kind === "nsis") return dirname(program);
  if (kind === "appimage") return appImage === undefined ? null : dirname(appImage);
  // Tandem.app/Contents/MacOS/Tandem
  return kind === "mac" ? dirname(dirname(dirname(dirname(program)))) : null;
}

/** Whoever may not write there is asked for an administrator's password, in front of a caller. Windows tells it only when it is tried. */
export function canWriteInto(folder: string, platform: NodeJS.Platform): boolean {
  const probe = join(folder, `.tandem-${process.pid}`);
  try {
    accessSync(folder, constants.W_OK);
    if (platform !== "win32") return true;
    writeFileSync(probe, "");
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
