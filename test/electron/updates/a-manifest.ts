/** What a server offers, read and found good: version 0.2.0 as an AppImage unless told otherwise. */
import type { Manifest } from "../../../electron/updates/read-manifest.ts";
import type { Moment, Seat } from "../../../electron/updates/update-state.ts";
import type { UpdateTerms } from "../../../electron/updates/update-terms.ts";

export function aManifest(overrides: Partial<Manifest> = {}): Manifest {
  const { version = "0.2.0" } = overrides;
  return {
    version,
    percentage: 100,
    needsAdministrator: false,
    files: [
      {
        url: `https://updates.example.com/all/Tandem-${version}.AppImage`,
        sha512: `${version}${"A".repeat(81)}==`,
        size: 9,
      },
    ],
    minimumSystem: null,
    ...overrides,
  };
}

export function aSeat(overrides: Partial<Seat> = {}): Seat {
  return { running: "0.1.0", packageKind: "appimage", mayInstall: true, name: "anna@desk-7", ...overrides };
}

export function someTerms(overrides: Partial<UpdateTerms> = {}): UpdateTerms {
  return {
    folder: "https://updates.example.com/all/",
    percentage: 100,
    shifts: [],
    publicKey: null,
    publishers: [],
    ...overrides,
  };
}

/** Monday, 23 November 2026, by the clock of this computer. */
export function monday(hours: number, minutes = 0): Moment {
  const wall = new Date(2026, 10, 23, hours, minutes).getTime();
  return { wall, now: wall - new Date(2026, 10, 23).getTime() };
}
