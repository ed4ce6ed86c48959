/** What only a view can do, by name: the view that can do it takes the deed, and whoever is asked for it finds the view here. */
import { useEffect, useRef } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { WindowDeed } from "../../../shared/actions/actions.ts";
import { useWindowParts } from "./window-context.tsx";

export type Deeds = StoreApi<Readonly<Partial<Record<WindowDeed, () => void>>>>;

export function createDeeds(): Deeds {
  return createStore(() => ({}));
}

/** @param run null while it cannot be done; nobody is offered it then. */
export function useDeed(deed: WindowDeed, run: (() => void) | null): void {
  const { deeds } = useWindowParts();
  const latest = useRef(run);
  latest.current = run;
  const isPossible = run !== null;
  useEffect(() => {
    if (!isPossible) return undefined;
    const perform = () => latest.current?.();
    deeds.setState({ [deed]: perform });
    return () => {
      if (deeds.getState()[deed] === perform) deeds.setState({ [deed]: undefined });
    };
  }, [deeds, deed, isPossible]);
}
