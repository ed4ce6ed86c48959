/** How large the incoming card is, as main makes it; fixtures whose name begins with `card` show nothing else. */
import { toIncomingBounds } from "../../electron/windows/incoming-bounds.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };

export function toCardSize(calls: number): { readonly width: number; readonly height: number } {
  const { width, height } = toIncomingBounds(calls, screen, 100);
  return { width, height };
}
