/** Where the incoming card stands: the lower right corner of the screen that is worked on, as tall as its calls need. */
import type { Bounds } from "./window-bounds.ts";

const width = 360;
/** The strip at its top and the frame; then each call. Kept in step with views/incoming/incoming.css. */
const stripHeight = 36;
const callHeight = 126;
const margin = 16;
/** More calls than this are scrolled to. */
const mostCalls = 4;

export function toIncomingBounds(calls: number, workArea: Bounds): Bounds {
  const height = stripHeight + Math.min(calls, mostCalls) * callHeight;
  return {
    x: workArea.x + workArea.width - width - margin,
    y: workArea.y + workArea.height - height - margin,
    width,
    height,
  };
}
