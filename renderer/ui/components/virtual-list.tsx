/** A list that may be endless: only the rows near what is seen stand in the page, each as high as it happens to be. */
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useScroller } from "./use-scroller.ts";

export type VirtualListProps<Item> = {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Until it is measured, px. */
  readonly heightOf: (item: Item) => number;
  readonly className: string;
  readonly children: (item: Item) => ReactNode;
  /** The last rows are near. */
  readonly onNearEnd: () => void;
};

/** Rows beyond those in sight, for quick scrolling, for screen readers, and for what grows above the list. */
const overscan = 12;

export function VirtualList<Item>({ items, keyOf, heightOf, className, children, onNearEnd }: VirtualListProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const scroller = useScroller(list);
  const [focused, setFocused] = useState<number | null>(null);
  const withFocused = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      return focused === null || focused >= range.count || rows.includes(focused)
        ? rows
        : [...rows, focused].sort((a, b) => a - b);
    },
    [focused],
  );
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.element,
    estimateSize: (index) => heightOf(at(items, index)),
    getItemKey: (index) => keyOf(at(items, index)),
    rangeExtractor: withFocused,
    scrollMargin: scroller.marginPx,
    overscan,
    useFlushSync: false,
  });
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= items.length - 1) onNearEnd();
  }, [lastShown, items.length, onNearEnd]);
  return (
    <ul
      ref={list}
      className={`virtual ${className}`}
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={({ target }) => setFocused(toIndex(target))}
      onBlur={() => setFocused(null)}
    >
      {rows.map(({ key, index, start }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          className="virtual-row"
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - scroller.marginPx}px)` }}
        >
          {children(at(items, index))}
        </li>
      ))}
    </ul>
  );
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no row ${index}.`);
  return item;
}

function toIndex(target: HTMLElement): number | null {
  const index = target.closest<HTMLElement>(".virtual-row")?.dataset["index"];
  return index === undefined ? null : Number(index);
}
