import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createKeptPictures, type KeptPictures } from "./kept-pictures.ts";

let root: string;
let kept: KeptPictures;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tandem-pictures-"));
  onTestFinished(() => rm(root, { recursive: true }));
  kept = createKeptPictures(root);
});

function draw(grey: number, width = 20): Buffer {
  const picture = new PNG({ width, height: 10 });
  picture.data.fill(grey).forEach((_value, at, data) => {
    if (at % 4 === 3) data[at] = 255;
  });
  return PNG.sync.write(picture);
}

const actual = ".cache/pictures/window-actual.png";
const difference = ".cache/pictures/window-difference.png";
const accept = "  If this is how it should look: npm run pictures -- --accept window";
const isThere = (file: string) => existsSync(join(root, file));

test("a picture that looks as it did says nothing and leaves nothing", async () => {
  await kept.keep("window", draw(200));
  expect(await kept.describeChange("window", async () => draw(200))).toBeNull();
  expect(isThere(actual)).toBe(false);
});

test("a change is told with its file, its pixels and the command that accepts it, and can be looked at", async () => {
  await kept.keep("window", draw(200));
  expect(await kept.describeChange("window", async () => draw(100))).toBe(
    [
      "test/gallery/baselines/window.png: 200 pixels differ, 45 may.",
      `  Look at ${actual}`,
      `  and ${difference}`,
      accept,
    ].join("\n"),
  );
  expect([actual, difference].map(isThere)).toEqual([true, true]);
});

test("what passes the second time is no change", async () => {
  await kept.keep("window", draw(200));
  const drawings = [draw(100), draw(200)];
  expect(await kept.describeChange("window", async () => drawings.shift() ?? draw(0))).toBeNull();
});

test("once it is accepted nothing is left of the change", async () => {
  await kept.keep("window", draw(200));
  await kept.describeChange("window", async () => draw(100));
  await kept.keep("window", draw(100));
  expect(await kept.describeChange("window", async () => draw(100))).toBeNull();
  expect([actual, difference].map(isThere)).toEqual([false, false]);
});

test("another size, and a picture that is not kept yet, are told as such", async () => {
  await kept.keep("window", draw(200));
  expect(await kept.describeChange("window", async () => draw(200, 30))).toBe(
    `test/gallery/baselines/window.png was 20x10 and is 30x10.\n  Look at ${actual}\n${accept}`,
  );
  await kept.drop("window");
  expect(await kept.list()).toEqual([]);
  expect(await kept.describeChange("window", async () => draw(200))).toBe(
    `test/gallery/baselines/window.png is not there yet.\n  Look at ${actual}\n${accept}`,
  );
});
