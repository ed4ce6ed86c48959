import { mkdirSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import {
  canWriteInto,
  findInstallFolder,
  findPackageKind,
  type Installation,
  toManifestName,
} from "../../../electron/updates/package-kind.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("package-kind");

const nothing: Installation = {
  platform: "linux",
  packageType: null,
  program: "/opt/Tandem/tandem",
  appImage: undefined,
  appFolder: undefined,
};
const image = { appImage: "/home/anna/Tandem.AppImage", appFolder: "/tmp/.mount_Tandem" };

test.each([
  ["what the package says", { packageType: "deb\n" }, "deb", null],
  ["a deb, started from a terminal that is an AppImage", { packageType: "deb", ...image }, "deb", null],
  ["an AppImage", { program: "/tmp/.mount_Tandem/tandem", ...image }, "appimage", "/home/anna"],
  ["nothing, started from a terminal that is an AppImage", image, "unknown", null],
  ["an MSI", { platform: "win32", packageType: "msi" }, "msi", null],
  ["Windows without a word", { platform: "win32" }, "unknown", null],
  ["NSIS", { packageType: "nsis" }, "nsis", "/opt/Tandem"],
  ["macOS", { platform: "darwin", program: "/Applications/Tandem.app/Contents/MacOS/Tandem" }, "mac", "/Applications"],
  ["what nobody knows", { packageType: "snap" }, "unknown", null],
] as const)("%s", (_what, said, kind, place) => {
  const installation: Installation = { ...nothing, ...said };
  expect(findPackageKind(installation)).toBe(kind);
  expect(findInstallFolder(kind, installation)).toBe(place);
});

test.each(["linux", "win32"] as const)("on %s a folder is looked at, and nothing is left there", (platform) => {
  mkdirSync(folder.inside("ours"));
  expect(canWriteInto(folder.inside("ours"), platform)).toBe(true);
  expect(readdirSync(folder.inside("ours"))).toEqual([]);
  expect(canWriteInto(folder.inside("nowhere"), platform)).toBe(false);
});

test("manifests are named as electron-builder names them", () => {
  expect([
    toManifestName("win32", "x64"),
    toManifestName("darwin", "arm64"),
    toManifestName("linux", "x64"),
    toManifestName("linux", "arm64"),
  ]).toEqual(["latest.yml", "latest-mac.yml", "latest-linux.yml", "latest-linux-arm64.yml"]);
});
