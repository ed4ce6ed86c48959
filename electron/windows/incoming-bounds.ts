/** Where the incoming card stands: the lower right corner of the screen that is worked on, as tall as its calls need. */
import type { Bounds } from "./window-bounds.ts";

const usualWidth = 360;
/** The strip at its top and the frame; then each call. Kept in step with views/incoming/incoming.css. */
const stripHeight = 36;
const callHeight = 126;
const margin = 16;
/** More calls than this are scrolled to. */
const mostCalls = 4;

/** @param zoomPct how large its page is drawn, percent. */
export function toIncomingBounds(calls: number, workArea: Bounds, zoomPct: number): Bounds {
  const drawn = (size: number, room: number) => Math.min(Math.round((size * zoomPct) / 100), room - 2 * margin);
  const width = drawn(usualWidth, workArea.width);
  const height = drawn(stripHeight + Math.min(calls, mostCalls) * callHeight, workArea.height);
  return {
    x: workArea.x + workArea.width - width - margin,
    y: workArea.y + workArea.height - height - margin,
    width,
    height,
  };
}
