import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { comparePictures } from "./compare-pictures.ts";

type Colour = readonly [red: number, green: number, blue: number];

const ground: Colour = [243, 244, 244];
const white: Colour = [255, 255, 255];
const ink: Colour = [27, 32, 35];
const accent: Colour = [11, 95, 134];

/** A window with one button, a line around it, and an icon of 8 x 8 in it. */
function draw({ top = 300, width = 380, icon = ink, below = ground, speckled = 0 } = {}): Buffer {
  const picture = new PNG({ width, height: 680 });
  const fill = (x: number, y: number, wide: number, high: number, [red, green, blue]: Colour) => {
    for (let row = y; row < y + high; row += 1) {
      for (let column = x; column < x + wide; column += 1) {
        picture.data.set([red, green, blue, 255], (row * width + column) * 4);
      }
    }
  };
  fill(0, 0, width, 680, below);
  fill(40, top, 76, 50, ink);
  fill(41, top + 1, 74, 48, white);
  fill(74, top + 10, 8, 8, icon);
  for (let at = 0; at < speckled; at += 1) fill(5 * (at % 70), 5 * Math.floor(at / 70), 1, 1, ink);
  return PNG.sync.write(picture);
}

test("a picture is the same as itself", () => {
  expect(comparePictures(draw(), draw())).toEqual({ kind: "same" });
});

test("a button that stands two pixels lower is a change", () => {
  expect(comparePictures(draw(), draw({ top: 302 }))).toMatchObject({ kind: "different" });
});

test("one icon in another colour is a change", () => {
  expect(comparePictures(draw(), draw({ icon: accent }))).toMatchObject({ kind: "different", pixels: 64 });
});

test("a ground that is a shade darker everywhere is a change", () => {
  expect(comparePictures(draw(), draw({ below: [238, 240, 240] }))).toMatchObject({ kind: "different", allowed: 250 });
});

test("a few pixels pass, whatever their colour; more do not", () => {
  expect(comparePictures(draw(), draw({ speckled: 45 }))).toEqual({ kind: "same" });
  expect(comparePictures(draw(), draw({ speckled: 46 }))).toMatchObject({ kind: "different", pixels: 46, allowed: 45 });
});

test("another size is told as such", () => {
  expect(comparePictures(draw(), draw({ width: 381 }))).toEqual({ kind: "resized", was: "380x680", is: "381x680" });
});

test("the difference is a picture with the changed pixels in red", () => {
  const comparison = comparePictures(draw(), draw({ icon: accent }));
  if (comparison.kind !== "different") throw new Error("There is no difference.");
  const { data, width } = PNG.sync.read(comparison.difference);
  const at = (310 * width + 74) * 4;
  expect([...data.subarray(at, at + 3)]).toEqual([255, 0, 0]);
});
