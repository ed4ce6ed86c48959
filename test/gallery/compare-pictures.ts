/** Compares two pictures: what another Chromium draws a shade otherwise passes, what a person changed does not. */
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/**
 * A pixel differs when its colour lies farther than `distance` (OKLab; from black to white is 1) from the kept one, and
 * up to `allowed` such pixels pass: few that differ plainly, some more that differ faintly. README.md has the measurements.
 */
const limits = [
  { distance: 0.03, allowed: 45 },
  { distance: 0.008, allowed: 250 },
] as const;

export type Comparison =
  | { readonly kind: "same" }
  | { readonly kind: "resized"; readonly was: string; readonly is: string }
  | {
      readonly kind: "different";
      readonly pixels: number;
      readonly allowed: number;
      /** A PNG: the kept picture, pale, with what differs in red. */
      readonly difference: Buffer;
    };

export function comparePictures(kept: Buffer, drawn: Buffer): Comparison {
  if (kept.equals(drawn)) return { kind: "same" };
  const before = PNG.sync.read(kept);
  const after = PNG.sync.read(drawn);
  const { width, height } = before;
  if (after.width !== width || after.height !== height) {
    return { kind: "resized", was: `${width}x${height}`, is: `${after.width}x${after.height}` };
  }
  for (const { distance, allowed } of limits) {
    const picture = new PNG({ width, height });
    const options = { threshold: distance, includeAA: true };
    const pixels = pixelmatch(before.data, after.data, picture.data, width, height, options);
    if (pixels > allowed) return { kind: "different", pixels, allowed, difference: PNG.sync.write(picture) };
  }
  return { kind: "same" };
}
