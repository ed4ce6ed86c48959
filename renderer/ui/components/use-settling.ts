/** True for a moment after something took a new place, so that a press meant for what stood there is not taken. */
import { useEffect, useRef, useState } from "react";

/** Longer than a press that was on its way, ms. */
export const settlingMs = 400;

/** @param place counted from the anchored end; what first appears at 0 took nobody's place. */
export function useSettling(place: number): boolean {
  const lastPlace = useRef(0);
  const [isSettling, setSettling] = useState(place !== 0);
  useEffect(() => {
    if (lastPlace.current === place) return undefined;
    lastPlace.current = place;
    setSettling(true);
    const timer = setTimeout(() => setSettling(false), settlingMs);
    return () => clearTimeout(timer);
  }, [place]);
  return isSettling;
}
