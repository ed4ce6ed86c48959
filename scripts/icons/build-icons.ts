/** Every icon that a package needs, as a file: one PNG a size for Linux, one file with all sizes for Windows and for macOS. */
import { encodePng } from "../../electron/tray/encode-png.ts";
import { drawIcon } from "./draw-icon.ts";
import { toIcns } from "./to-icns.ts";
import { toIco } from "./to-ico.ts";

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ofWindows = [16, 24, 32, 48, 64, 128, 256];

/** @returns paths from the repository's root, with what they hold. */
export function buildIcons(): readonly { readonly path: string; readonly content: Buffer }[] {
  const pictures = sizes.map((size) => ({ size, png: encodePng(drawIcon(size)) }));
  return [
    ...pictures
      .filter(({ size }) => size <= 512)
      .map(({ size, png }) => ({ path: `assets/build/icons/${size}x${size}.png`, content: png })),
    { path: "assets/build/icon.ico", content: toIco(pictures.filter(({ size }) => ofWindows.includes(size))) },
    { path: "assets/build/icon.icns", content: toIcns(pictures) },
  ];
}
