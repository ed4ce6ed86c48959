/** Joins the system's ways of ending an app to the one order of quitting. */
import { app } from "electron";
import type { Quitting } from "./quit.ts";

/** Electron's own way out is closed: it would take the engine away before the servers are told. */
export function watchQuitting(quitting: Quitting): void {
  app.on("before-quit", (event) => {
    event.preventDefault();
    void quitting.request("person");
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => void quitting.request("system"));
  }
  app.on("browser-window-created", (_event, window) => {
    window.on("query-session-end", () => void quitting.request("system"));
  });
  app.on("window-all-closed", () => undefined);
}
