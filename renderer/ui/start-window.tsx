/** Builds the window's parts around a pair of verbs and mounts it; the gallery starts it with a pretended phone. */
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import type { PhoneBridge } from "./bridge/phone-bridge.ts";
import { createPhoneClient } from "./bridge/phone-client.ts";
import { createSnapshotStore } from "./bridge/snapshot-store.ts";
import { chooseLanguage, createTranslator } from "./i18n/translator.ts";

export type WindowStart = {
  readonly root: Element;
  readonly bridge: PhoneBridge;
  readonly languages: readonly string[];
  readonly startAnew: (why: string) => void;
  readonly log: (text: string) => void;
};

export function startWindow({ root, bridge, languages, startAnew, log }: WindowStart): void {
  const translator = createTranslator(chooseLanguage(languages));
  document.documentElement.lang = translator.language;
  document.title = translator.say("window.title");
  const store = createSnapshotStore();
  const client = createPhoneClient({ bridge, store, startAnew, log });
  createRoot(root).render(<App parts={{ store, client }} translator={translator} />);
}
