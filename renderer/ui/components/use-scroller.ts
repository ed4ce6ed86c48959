/** The element that scrolls a part of the page, which is another one in a wide window, and how far down in it the part begins. */
import { type RefObject, useLayoutEffect, useState } from "react";

export type Scroller = { readonly element: HTMLElement | null; readonly marginPx: number };

export function useScroller(part: RefObject<HTMLElement | null>): Scroller {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [marginPx, setMargin] = useState(0);
  useLayoutEffect(() => {
    const find = () => setElement(findScroller(part.current));
    find();
    window.addEventListener("resize", find);
    return () => window.removeEventListener("resize", find);
  }, [part]);
  // What stands above it may have grown with every drawing.
  useLayoutEffect(() => {
    if (element === null || part.current === null) return;
    const between = part.current.getBoundingClientRect().top - element.getBoundingClientRect().top;
    setMargin(Math.round(between + element.scrollTop));
  });
  return { element, marginPx };
}

function findScroller(from: HTMLElement | null): HTMLElement | null {
  for (let one = from; one !== null; one = one.parentElement) {
    const { overflowY, display } = getComputedStyle(one);
    if (display !== "contents" && (overflowY === "auto" || overflowY === "scroll")) return one;
  }
  return null;
}
