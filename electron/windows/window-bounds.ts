/** Where a window opens: where it was, unless no screen shows that place any more. */
export type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type OpeningBounds = Partial<Pick<Bounds, "x" | "y">> & Pick<Bounds, "width" | "height">;

export const defaultSize = { width: 380, height: 680 } as const;
const smallestSize = { width: 320, height: 480 } as const;

/** So much of the title bar must be on some screen, in px, that a pointer can catch it. */
const grip = 80;

export function chooseBounds(remembered: Bounds | null, workAreas: readonly Bounds[]): OpeningBounds {
  if (remembered === null) return defaultSize;
  const size = {
    width: Math.max(remembered.width, smallestSize.width),
    height: Math.max(remembered.height, smallestSize.height),
  };
  const isReachable = workAreas.some(
    (area) =>
      remembered.x + size.width >= area.x + grip &&
      remembered.x <= area.x + area.width - grip &&
      remembered.y >= area.y &&
      remembered.y <= area.y + area.height - grip,
  );
  return isReachable ? { x: remembered.x, y: remembered.y, ...size } : size;
}
