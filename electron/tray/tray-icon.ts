/** Draws the tray's icon pixel by pixel: one colour and its absence, so that it reads at 16 px on any panel. */
import type { BarLook, TrayIcon } from "./tray-model.ts";

export type Bitmap = {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha. */
  readonly rgba: Uint8Array;
};

export type Ink = readonly [red: number, green: number, blue: number];

type Pen = (x: number, y: number) => void;

/** The grid everything is drawn on; a scale of 2 makes the icon for dense screens. */
const side = 16;
const barTop = 3;
const barBottom = 13;
/** x of each bar's left edge and its width, by how many bars there are. */
const layouts: Record<number, { readonly lefts: readonly number[]; readonly width: number }> = {
  1: { lefts: [5], width: 6 },
  2: { lefts: [2, 9], width: 5 },
  3: { lefts: [1, 6, 11], width: 4 },
};

export function drawTrayIcon(icon: TrayIcon, ink: Ink, scale: 1 | 2): Bitmap {
  const size = side * scale;
  const rgba = new Uint8Array(size * size * 4);
  const paint = (alpha: number): Pen => {
    return (x, y) => {
      for (let dy = 0; dy < scale; dy += 1) {
        for (let dx = 0; dx < scale; dx += 1) {
          const at = ((y * scale + dy) * size + x * scale + dx) * 4;
          rgba.set([...ink, alpha], at);
        }
      }
    };
  };
  const draw = paint(255);
  const erase = paint(0);
  const layout = layouts[icon.bars.length] ?? layouts[2];
  for (const [index, look] of icon.bars.entries()) {
    const left = layout?.lefts[index];
    if (left !== undefined && layout !== undefined) drawBar(look, left, layout.width, draw);
  }
  if (icon.isInCall) drawWave(draw, erase);
  if (icon.isRinging) drawBell(bells.ringing, draw, erase);
  else if (icon.isDnd) drawBell(bells.crossed, draw, erase);
  if (icon.hasMissed) drawDot(draw, erase);
  return { width: size, height: size, rgba };
}

function drawBar(look: BarLook, left: number, width: number, draw: Pen): void {
  for (let y = barTop; y <= barBottom; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      const isEdge = y === barTop || y === barBottom || x === left || x === left + width - 1;
      if (look === "full" || (look === "hollow" ? isEdge : (x + y) % 2 === 0)) draw(x, y);
    }
  }
}

/** A wave across the bars' middle, with a rim that sets it off from a full bar. */
function drawWave(draw: Pen, erase: Pen): void {
  const crest = (x: number) => 8 + Math.round(-Math.sin((x * Math.PI) / 3));
  for (let x = 0; x < side; x += 1) {
    for (let y = crest(x) - 2; y <= crest(x) + 2; y += 1) erase(x, y);
  }
  for (let x = 0; x < side; x += 1) draw(x, crest(x));
}

const bells = {
  ringing: ["...##...", "..####..", ".######.", ".######.", ".######.", "########", "...##..."],
  crossed: ["#..##...", "##..##..", ".##...#.", ".###..#.", ".#.##.#.", "########", "...##.##"],
} as const;
const bellLeft = 8;
const bellTop = 9;

/** A bell at the lower right: somebody calls; hollow and crossed out: nobody may. */
function drawBell(rows: readonly string[], draw: Pen, erase: Pen): void {
  for (let y = bellTop - 1; y < side; y += 1) for (let x = bellLeft - 1; x < side; x += 1) erase(x, y);
  for (const [row, line] of rows.entries()) {
    for (let column = 0; column < line.length; column += 1) {
      if (line[column] === "#") draw(bellLeft + column, bellTop + row);
    }
  }
}

/** Top right, where badges are looked for. */
function drawDot(draw: Pen, erase: Pen): void {
  for (let y = 0; y < 6; y += 1) for (let x = 10; x < side; x += 1) erase(x, y);
  for (let y = 0; y < 5; y += 1) {
    for (let x = 11; x < side; x += 1) {
      const isCorner = (x === 11 || x === side - 1) && (y === 0 || y === 4);
      if (!isCorner) draw(x, y);
    }
  }
}

/** The colour of what waits to be looked at; red stands for other things. */
const amber: Ink = [224, 142, 0];

/** A round spot with a light rim, for the task bar of Windows, whatever its colour. */
export function drawDisc(): Bitmap {
  const rgba = new Uint8Array(side * side * 4);
  const middle = (side - 1) / 2;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const away = Math.hypot(x - middle, y - middle);
      if (away <= middle) rgba.set(away > middle - 1.5 ? [255, 255, 255, 255] : [...amber, 255], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, rgba };
}
