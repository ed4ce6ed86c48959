import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodePng } from "../../../electron/tray/encode-png.ts";
import { drawTrayIcon } from "../../../electron/tray/tray-icon.ts";
import type { TrayIcon } from "../../../electron/tray/tray-model.ts";

const plain: TrayIcon = { bars: ["full", "full"], isInCall: false, isRinging: false, hasMissed: false, isDnd: false };
const ink = [255, 255, 255] as const;

/** The icon as text: # where there is ink. */
function look(icon: Partial<TrayIcon>): string[] {
  const { width, rgba } = drawTrayIcon({ ...plain, ...icon }, ink, 1);
  return Array.from({ length: width }, (_row, y) =>
    Array.from({ length: width }, (_column, x) => (rgba[(y * width + x) * 4 + 3] === 255 ? "#" : ".")).join(""),
  );
}

describe("the icon", () => {
  test("is full where ready and hollow where lost", () => {
    expect(look({ bars: ["full", "hollow"] }).slice(2, 6)).toEqual([
      "................",
      "..#####..#####..",
      "..#####..#...#..",
      "..#####..#...#..",
    ]);
  });

  test("is dotted where doubtful", () => {
    expect(look({ bars: ["dotted", "full"] }).slice(3, 5)).toEqual(["...#.#...#####..", "..#.#.#..#####.."]);
  });

  test("looks different in every state that matters", () => {
    const states: Partial<TrayIcon>[] = [
      {},
      { bars: ["full", "hollow"] },
      { bars: ["hollow", "full"] },
      { bars: ["hollow", "hollow"] },
      { bars: ["dotted", "full"] },
      { bars: ["full"] },
      { bars: ["full", "full", "hollow"] },
      { isInCall: true },
      { hasMissed: true },
      { isDnd: true },
      { isRinging: true },
      { isRinging: true, isInCall: true },
      { isInCall: true, hasMissed: true, isDnd: true },
    ];
    expect(new Set(states.map((state) => look(state).join("\n"))).size).toBe(states.length);
  });

  test("keeps a gap between its bars", () => {
    for (const row of look({}).slice(3, 14)) expect(row.slice(7, 9)).toBe("..");
  });

  test("is drawn twice as dense for dense screens, pixel by pixel the same", () => {
    const [single, double] = [drawTrayIcon(plain, ink, 1), drawTrayIcon(plain, ink, 2)];
    expect([single.width, double.width, double.rgba.length]).toEqual([16, 32, 32 * 32 * 4]);
    const alpha = (bitmap: typeof single, x: number, y: number) => bitmap.rgba[(y * bitmap.width + x) * 4 + 3];
    for (let y = 0; y < 32; y += 1) {
      for (let x = 0; x < 32; x += 1) expect(alpha(double, x, y)).toBe(alpha(single, x >> 1, y >> 1));
    }
  });

  test("uses one colour and its absence", () => {
    const { rgba } = drawTrayIcon({ ...plain, isInCall: true, hasMissed: true }, [1, 2, 3], 1);
    const colours = new Set(Array.from({ length: 256 }, (_pixel, at) => rgba.slice(at * 4, at * 4 + 4).join()));
    expect([...colours].every((colour) => ["1,2,3,255", "1,2,3,0", "0,0,0,0"].includes(colour))).toBe(true);
  });
});

describe("the PNG", () => {
  test("holds the same pixels", () => {
    const bitmap = drawTrayIcon(plain, ink, 1);
    const png = encodePng(bitmap);
    expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([16, 16]);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    const pixels = Array.from({ length: 16 }, (_row, y) => rows.subarray(y * 65 + 1, y * 65 + 65));
    expect(Buffer.concat(pixels).equals(Buffer.from(bitmap.rgba))).toBe(true);
  });
});
