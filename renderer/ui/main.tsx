/** Composition root of the window: the preload's verbs, which of the two pages this is, and what happens when Events are missing. */
import { untilFirstFrame } from "./bridge/first-frame.ts";
import type { PhoneBridge } from "./bridge/phone-bridge.ts";
import { createReloadOnce } from "./bridge/reload-once.ts";

declare global {
  interface Window {
    readonly phone?: PhoneBridge;
  }
}

/** The page has no log of its own; main writes what its console says to the log file. */
const log = (text: string) => reportError(new Error(text));

const root = document.getElementById("root");
const bridge = window.phone;
if (root === null || bridge === undefined) throw new Error("The page was opened without its preload.");
const after = (ms: number, run: () => void) => void setTimeout(run, ms);
// All of the window, its styles too, is read only once its name stands on the screen.
await untilFirstFrame({ beforeFrame: (run) => void requestAnimationFrame(run), after });
const { startWindow } = await import("./styled-window.ts");
startWindow({
  root,
  view: root.dataset["view"] === "incoming" ? "incoming" : "window",
  part: "recent",
  bridge,
  languages: navigator.languages,
  startAnew: createReloadOnce({
    reload: () => window.location.reload(),
    after,
    now: () => Date.now(),
    storage: sessionStorage,
    log,
  }),
  log,
});
