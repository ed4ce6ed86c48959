/** Joins the system's ways of ending an app to the one order of quitting. */
import { app } from "electron";
import type { Quitting } from "./quit.ts";

export type WaysOut = { readonly byPerson: () => void; readonly bySystem: () => void };

/** Electron's own way out is closed: it would take the engine away before the servers are told. */
export function watchQuitting(quitting: Quitting): WaysOut {
  const byPerson = () => void quitting.request("person");
  const bySystem = () => void quitting.request("system");
  app.on("before-quit", (event) => {
    // An updater of the system leaves by it, once everything is closed.
    if (quitting.isClosed()) return;
    event.preventDefault();
    byPerson();
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, bySystem);
  app.on("browser-window-created", (_event, window) => void window.on("query-session-end", bySystem));
  app.on("window-all-closed", () => undefined);
  return { byPerson, bySystem };
}
