/** Selectors over the Snapshot; a view is drawn again only when the part it reads changed in value. */
import { useRef } from "react";
import { useStore } from "zustand";
import { isSameValue } from "../../../shared/lib/same-value.ts";
import type { Chord } from "../../../shared/model/chord.ts";
import type { Incident } from "../../../shared/model/incident.ts";
import { chordOf, type GlobalAction, type KeyedAction } from "../../../shared/model/keys.ts";
import { defaultSettings, type Settings } from "../../../shared/model/settings.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import type { FillRequest, RecentCalls, SetUpRequest } from "./snapshot-store.ts";
import { useWindowParts } from "./window-context.tsx";

/** Only below the part of the page that is drawn once a Snapshot has come. */
export function useSnapshot<Part>(select: (snapshot: Snapshot) => Part): Part {
  const kept = useRef<{ readonly part: Part } | null>(null);
  return useStore(useWindowParts().store, ({ snapshot }) => {
    if (snapshot === null) throw new Error("A view was rendered before the first Snapshot.");
    const part = select(snapshot);
    if (kept.current !== null && isSameValue(kept.current.part, part)) return kept.current.part;
    kept.current = { part };
    return part;
  });
}

export function useHasSnapshot(): boolean {
  return useStore(useWindowParts().store, (state) => state.snapshot !== null);
}

/** What the operator chose; the defaults until the first Snapshot has come. */
export function useChosenSettings(): Settings {
  return useStore(useWindowParts().store, ({ snapshot }) => snapshot?.settings ?? defaultSettings);
}

export function useRecentCalls(): RecentCalls {
  return useStore(useWindowParts().store, (state) => state.recent);
}

/** @returns outages, newest first. */
export function useIncidents(): readonly Incident[] {
  return useStore(useWindowParts().store, (state) => state.incidents);
}

/** @returns the actions whose key for every program another program has. */
export function useTakenKeys(): readonly GlobalAction[] {
  return useStore(useWindowParts().store, (state) => state.takenKeys);
}

/** Whether the desktop may keep the keys for every program from Tandem, without a word. */
export function useUncertainKeys(): boolean {
  return useStore(useWindowParts().store, (state) => state.areKeysUncertain);
}

/** @returns the keys of this action in the window; null: it has none. */
export function useChordOf(action: KeyedAction): Chord | null {
  return useSnapshot(({ settings }) => chordOf(settings, action));
}

export function useFillRequest(): FillRequest | null {
  return useStore(useWindowParts().store, (state) => state.fill);
}

/** @returns the link that was clicked last to set this phone up. */
export function useSetUpRequest(): SetUpRequest | null {
  return useStore(useWindowParts().store, (state) => state.setUp);
}
