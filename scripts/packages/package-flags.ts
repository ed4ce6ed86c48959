/** Which packages a run of `npm run packages` is asked for, and of what Electron. */

const kinds = ["deb", "rpm", "appimage", "msi", "nsis", "dmg", "pkg"] as const;
export type PackageKind = (typeof kinds)[number];

export type PackageWish = {
  readonly kinds: readonly PackageKind[];
  /** A folder that looks like Electron's takes its place: what is made is for tests alone. */
  readonly isStandIn: boolean;
  readonly out: string;
};

export type PackageFlags =
  | { readonly kind: "wish"; readonly wish: PackageWish }
  | { readonly kind: "usage"; readonly problem: string };

/** What Apple's tools make, they make on a Mac; everything else is made anywhere that has Debian's tools. */
const usual = (platform: NodeJS.Platform): readonly PackageKind[] =>
  platform === "darwin" ? ["dmg", "pkg"] : ["deb", "rpm", "appimage", "msi", "nsis"];

export function readPackageFlags(args: readonly string[], platform: NodeJS.Platform): PackageFlags {
  const wanted: PackageKind[] = [];
  let isStandIn = false;
  let out = "dist";
  for (const argument of args) {
    const kind = kinds.find((one) => one === argument);
    if (kind !== undefined) wanted.push(kind);
    else if (argument === "--stand-in") isStandIn = true;
    else if (argument.startsWith("--out=") && argument.length > "--out=".length) out = argument.slice("--out=".length);
    else
      return {
        kind: "usage",
        problem: `packages takes ${kinds.join(", ")}, --stand-in and --out=<folder>, not "${argument}".`,
      };
  }
  // AppImage's own runtime can only be downloaded.
  const all = usual(platform).filter((kind) => !isStandIn || kind !== "appimage");
  return { kind: "wish", wish: { kinds: wanted.length === 0 ? all : wanted, isStandIn, out } };
}
