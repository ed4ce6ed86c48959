/** The window stays small: every script and style it can come to load, compressed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { recordFigure } from "../e2e/record-figure.ts";
import { findWindowFiles } from "./window-files.ts";

const largestKb = 400;
const firstScriptKb = 10;

it("the built window's scripts and styles are at most 400 kB, compressed", () => {
  const files = findWindowFiles(join(import.meta.dirname, "../../out/renderer"));
  const kb = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).byteLength / 1_000, 0);
  recordFigure({
    figure: "the window's scripts and styles, compressed",
    unit: "kB",
    values: [kb],
    limit: { of: "max", atMost: largestKb },
    note: "gzip, each file by itself; what it loads only later is counted too. 1 kB is 1,000 bytes.",
  });
  expect(files.filter((file) => file.endsWith(".js")).length).toBeGreaterThan(0);
  expect(files.filter((file) => file.endsWith(".css")).length).toBeGreaterThan(0);
  expect(kb).toBeLessThanOrEqual(largestKb);
});

it("the script a built page asks for is small, so that what stands in the page is painted before all of the window is read", () => {
  const ui = join(import.meta.dirname, "../../out/renderer/ui");
  const asked = [...readFileSync(join(ui, "index.html"), "utf8").matchAll(/(?:src|href)="([^"]+\.js)"/gu)];
  const kb = asked.map(([, path = ""]) => gzipSync(readFileSync(join(ui, path))).byteLength / 1_000);
  expect(kb.length).toBeGreaterThan(0);
  expect(kb.reduce((sum, one) => sum + one, 0)).toBeLessThan(firstScriptKb);
});

it("counts what a script loads later, and nothing of the engine's", () => {
  const renderer = mkdtempSync(join(tmpdir(), "tandem-window-files-"));
  onTestFinished(() => rmSync(renderer, { recursive: true }));
  const files = {
    "ui/index.html": '<script src="../assets/ui-1.js"></script><link rel="stylesheet" href="../assets/ui-2.css">',
    "assets/ui-1.js": 'import{a}from"./shared-3.js";const b=()=>import("./later-4.js");',
    "assets/ui-2.css": "",
    "assets/shared-3.js": "",
    "assets/later-4.js": "",
    "assets/engine-5.js": 'import"./shared-3.js"',
  };
  for (const folder of ["ui", "assets"]) mkdirSync(join(renderer, folder));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(renderer, path), text);
  const names = findWindowFiles(renderer).map((file) => basename(file));
  expect(names).toEqual(["later-4.js", "shared-3.js", "ui-1.js", "ui-2.css"]);
});
