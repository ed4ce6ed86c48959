/** The icons in assets/ are the drawn ones, and each form holds the sizes its system asks for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { drawIcon } from "../../../scripts/icons/draw-icon.ts";

const folder = join(import.meta.dirname, "../../../assets/build");
const read = (name: string) => readFileSync(join(folder, name));
const sideOf = (png: Buffer) => PNG.sync.read(png).width;

describe("The program's icon", () => {
  it.each([16, 24, 32, 48, 64, 128])("of %i pixels is the drawn one", (size) => {
    const { width, height, data } = PNG.sync.read(read(`icons/${size}x${size}.png`));
    const { rgba } = drawIcon(size);
    expect([width, height, data.equals(rgba)]).toEqual([size, size, true]);
  });

  it.each([256, 512])("of %i pixels lies beside the others", (size) => {
    expect(sideOf(read(`icons/${size}x${size}.png`))).toBe(size);
  });

  it("holds for Windows every size from 16 to 256, each as its directory says", () => {
    const ico = read("icon.ico");
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const at = 6 + 16 * index;
      const from = ico.readUInt32LE(at + 12);
      return [ico[at], sideOf(ico.subarray(from, from + ico.readUInt32LE(at + 8)))];
    });
    expect(entries).toEqual([
      [16, 16],
      [24, 24],
      [32, 32],
      [48, 48],
      [64, 64],
      [128, 128],
      [0, 256],
    ]);
  });

  it("holds for macOS every size up to 1024, and is as long as it says", () => {
    const icns = read("icon.icns");
    expect([icns.toString("latin1", 0, 4), icns.readUInt32BE(4)]).toEqual(["icns", icns.length]);
    const chunks: [string, number][] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      chunks.push([icns.toString("latin1", at, at + 4), sideOf(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)))]);
    }
    expect(Object.fromEntries(chunks)).toEqual({
      icp4: 16,
      icp5: 32,
      ic11: 32,
      icp6: 64,
      ic12: 64,
      ic07: 128,
      ic08: 256,
      ic13: 256,
      ic09: 512,
      ic14: 512,
      ic10: 1024,
    });
  });
});
