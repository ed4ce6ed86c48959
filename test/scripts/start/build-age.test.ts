import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isBuildCurrent } from "../../../scripts/start/build-age.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tandem-build-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, atSeconds: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  utimesSync(file, atSeconds, atSeconds);
}

/** Sources and their folders alike: a folder's time tells of files that came or went. */
function putSources(atSeconds: number): void {
  for (const path of ["electron/app/cli.ts", "shared/model/call.ts", "package.json"]) put(path, atSeconds);
  for (const path of ["electron/app", "shared/model"]) utimesSync(join(root, path), atSeconds, atSeconds);
  for (const path of ["electron", "shared"]) utimesSync(join(root, path), atSeconds, atSeconds);
}

function putBuild(atSeconds: number): void {
  for (const path of ["main/main.js", "preload/engine.cjs", "preload/ui.cjs"]) put(`out/${path}`, atSeconds);
  for (const page of ["engine", "ui"]) put(`out/renderer/${page}/index.html`, atSeconds);
}

describe("a build", () => {
  test("is current while nothing it is made of is newer", () => {
    putSources(1_000);
    putBuild(2_000);
    expect(isBuildCurrent(root)).toBe(true);
  });

  test.each(["electron/app/cli.ts", "renderer/ui/app.tsx", "shared/model/call.ts", "package-lock.json"])(
    "is old once %s is newer",
    (path) => {
      putBuild(2_000);
      put(path, 3_000);
      expect(isBuildCurrent(root)).toBe(false);
    },
  );

  test("is old once a source was taken away", () => {
    putSources(1_000);
    putBuild(2_000);
    rmSync(join(root, "electron/app/cli.ts"));
    expect(isBuildCurrent(root)).toBe(false);
  });

  test("is old when a part of it is missing", () => {
    putBuild(2_000);
    rmSync(join(root, "out/preload/ui.cjs"));
    expect(isBuildCurrent(root)).toBe(false);
  });
});
