/** Composition root of the window: the preload's verbs, which of the two pages this is, and what happens when Events are missing. */
import type { PhoneBridge } from "./bridge/phone-bridge.ts";
import { createReloadOnce } from "./bridge/reload-once.ts";
import { startWindow } from "./start-window.tsx";

declare global {
  interface Window {
    readonly phone?: PhoneBridge;
  }
}

/** The page has no log of its own; main writes what its console says to the log file. */
const log = (text: string) => reportError(new Error(text));

const root = document.getElementById("root");
if (root === null || window.phone === undefined) throw new Error("The page was opened without its preload.");
startWindow({
  root,
  view: root.dataset["view"] === "incoming" ? "incoming" : "window",
  part: "recent",
  bridge: window.phone,
  languages: navigator.languages,
  startAnew: createReloadOnce({
    reload: () => window.location.reload(),
    after: (ms, run) => void setTimeout(run, ms),
    now: () => Date.now(),
    storage: sessionStorage,
    log,
  }),
  log,
});
