/** Hands the store, the client and the deeds to the views, so that no view reaches for a global. */
import { createContext, type ReactNode, use } from "react";
import type { Deeds } from "./deeds.ts";
import type { PhoneClient } from "./phone-client.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

export type WindowParts = { readonly store: SnapshotStore; readonly client: PhoneClient; readonly deeds: Deeds };

const WindowContext = createContext<WindowParts | null>(null);

export function WindowProvider({ parts, children }: { readonly parts: WindowParts; readonly children: ReactNode }) {
  return <WindowContext value={parts}>{children}</WindowContext>;
}

export function useWindowParts(): WindowParts {
  const parts = use(WindowContext);
  if (parts === null) throw new Error("A view was rendered outside the WindowProvider.");
  return parts;
}
