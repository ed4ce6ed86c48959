/** How large the window is drawn, in percent: the steps, and the keys that every browser has for them. */
import { z } from "zod";
import { assertNever } from "../lib/assert-never.ts";
import type { KeyPress } from "./chord.ts";

export const zoomSteps = [80, 90, 100, 110, 125, 150, 175, 200] as const;

export const ZoomPct = z.number().int().min(80).max(200);

export const usualZoomPct = 100;

export type ZoomWay = "larger" | "smaller" | "usual";

/** @returns the next step that way; the same where there is none. */
export function stepZoom(pct: number, way: ZoomWay): number {
  switch (way) {
    case "larger":
      return zoomSteps.find((step) => step > pct) ?? pct;
    case "smaller":
      return zoomSteps.findLast((step) => step < pct) ?? pct;
    case "usual":
      return usualZoomPct;
    default:
      return assertNever(way);
  }
}

/**
 * @returns which way a press asks for, or null. Plus is a key of its own on some layouts, with Shift on others, and on
 * English ones lies over `=`, which is pressed for it there; zero goes by its place, for French ones write it with Shift.
 */
export function toZoomWay({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): ZoomWay | null {
  if (altKey || !(ctrlKey || metaKey)) return null;
  if (key === "+" || (key === "=" && !shiftKey)) return "larger";
  if (key === "-") return "smaller";
  return code === "Digit0" || code === "Numpad0" ? "usual" : null;
}
