/** Draws the program's icon at any size: a tile with one bar full, the server in use, and one hollow, standing by. */
import type { Bitmap } from "../../electron/tray/tray-icon.ts";

type Tile = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly radius: number;
};
type Colour = readonly [red: number, green: number, blue: number];

/** The measures below are for a square of this many pixels a side. */
const unit = 512;
const navy: Colour = [24, 62, 92];
const white: Colour = [255, 255, 255];

/** From the back to the front. */
const layers: readonly { readonly tile: Tile; readonly colour: Colour }[] = [
  { tile: { left: 16, top: 16, right: 496, bottom: 496, radius: 108 }, colour: navy },
  { tile: { left: 128, top: 120, right: 232, bottom: 392, radius: 28 }, colour: white },
  { tile: { left: 280, top: 120, right: 384, bottom: 392, radius: 28 }, colour: white },
  { tile: { left: 304, top: 144, right: 360, bottom: 368, radius: 8 }, colour: navy },
];

/** Looks at each pixel in this many places a side, so that edges are smooth. */
const looks = 8;

/** @param size pixels a side. */
export function drawIcon(size: number): Bitmap {
  const rgba = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) rgba.set(toPixel(x, y, size), (y * size + x) * 4);
  return { width: size, height: size, rgba };
}

function toPixel(x: number, y: number, size: number): number[] {
  const seen: Colour[] = [];
  for (let look = 0; look < looks * looks; look++) {
    const across = ((x + ((look % looks) + 0.5) / looks) * unit) / size;
    const down = ((y + (Math.floor(look / looks) + 0.5) / looks) * unit) / size;
    const front = layers.findLast(({ tile }) => isInside(tile, across, down));
    if (front !== undefined) seen.push(front.colour);
  }
  if (seen.length === 0) return [0, 0, 0, 0];
  const mean = (channel: 0 | 1 | 2) => Math.round(seen.reduce((sum, one) => sum + one[channel], 0) / seen.length);
  return [mean(0), mean(1), mean(2), Math.round((seen.length * 255) / looks ** 2)];
}

function isInside({ left, top, right, bottom, radius }: Tile, x: number, y: number): boolean {
  if (x < left || x > right || y < top || y > bottom) return false;
  const fromCorner = (at: number, low: number, high: number) => Math.max(low + radius - at, at - (high - radius), 0);
  return Math.hypot(fromCorner(x, left, right), fromCorner(y, top, bottom)) <= radius;
}
