import { expect, it } from "vitest";
import { readPackageFlags } from "../../../scripts/packages/package-flags.ts";

it("Packages are what this system can make, or what was asked for, and nothing by mistake.", () => {
  const usual = { isStandIn: false, out: "dist" };
  expect(readPackageFlags([], "linux")).toEqual({
    kind: "wish",
    wish: { ...usual, kinds: ["deb", "rpm", "appimage", "msi", "nsis"] },
  });
  expect(readPackageFlags([], "darwin")).toEqual({ kind: "wish", wish: { ...usual, kinds: ["dmg", "pkg"] } });
  expect(readPackageFlags(["--stand-in", "--out=/tmp/x"], "linux")).toEqual({
    kind: "wish",
    wish: { kinds: ["deb", "rpm", "msi", "nsis"], isStandIn: true, out: "/tmp/x" },
  });
  expect(readPackageFlags(["msi"], "win32")).toEqual({ kind: "wish", wish: { ...usual, kinds: ["msi"] } });
  expect(readPackageFlags(["snap"], "linux")).toEqual({
    kind: "usage",
    problem: 'packages takes deb, rpm, appimage, msi, nsis, dmg, pkg, --stand-in and --out=<folder>, not "snap".',
  });
});
