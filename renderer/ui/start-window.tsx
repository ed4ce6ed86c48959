/** Builds the window's parts around a pair of verbs and mounts it; the gallery starts it with a pretended phone. */
import { createRoot } from "react-dom/client";
import { App, type AppView } from "./app.tsx";
import type { Part } from "./views/navigation/navigation.tsx";
import { createDeeds } from "./bridge/deeds.ts";
import type { PhoneBridge } from "./bridge/phone-bridge.ts";
import { createPhoneClient } from "./bridge/phone-client.ts";
import { createSnapshotStore } from "./bridge/snapshot-store.ts";

export type WindowStart = {
  readonly root: Element;
  /** The window, or the small card that rings above other windows. */
  readonly view: AppView;
  /** What stands in the window first. */
  readonly part: Part;
  readonly bridge: PhoneBridge;
  readonly languages: readonly string[];
  readonly startAnew: (why: string) => void;
  readonly log: (text: string) => void;
};

export function startWindow({ root, view, part, bridge, languages, startAnew, log }: WindowStart): void {
  const store = createSnapshotStore();
  const client = createPhoneClient({ bridge, store, startAnew, log });
  createRoot(root).render(
    <App view={view} part={part} parts={{ store, client, deeds: createDeeds() }} languages={languages} />,
  );
}
