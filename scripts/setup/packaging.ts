// What making packages and installing Tandem's own takes on Debian and Ubuntu, and what of it is missing.
import { spawnSync } from "node:child_process";
import { findProgram, type System } from "./system.ts";

/** Debian's packages that make an rpm, an MSI, an NSIS installer, sign the last two, and know who opens which link. */
const makers = ["rpm", "wixl", "msitools", "nsis", "osslsigncode", "desktop-file-utils"];

/** What the deb package depends on (electron-builder.yml), there before it so that a test installs nothing beside it. */
export const debNeeds = [
  "libasound2",
  "libatspi2.0-0",
  "libgbm1",
  "libgtk-3-0",
  "libnotify4",
  "libnss3",
  "libsecret-1-0",
  "libuuid1",
  "libxss1",
  "libxtst6",
  "xdg-utils",
];

/** @returns the names apt-get is to be asked for; a name that another package provides counts as there. */
export function listMissingPackages(system: System): string[] {
  return system.distribution === "other" ? [] : [...makers, ...debNeeds].filter((name) => !isInstalled(name));
}

/** `apt-get`, where packages can be made and installed for a test; null elsewhere. */
export function findPackaging(system: System): string | null {
  return system.distribution !== "other" && system.isRoot && listMissingPackages(system).length === 0
    ? findProgram("apt-get")
    : null;
}

/** Since 2024 some libraries have the ending t64 and provide the name without it. */
function isInstalled(name: string): boolean {
  return [name, `${name}t64`].some((one) => {
    const { stdout } = spawnSync("dpkg-query", ["-W", "-f", "${db:Status-Status}", one], { encoding: "utf8" });
    return stdout === "installed";
  });
}
