/** The last net: what nobody caught is logged, and main goes on, because the voice runs in another process. */
import { app, dialog } from "electron";
import type { Log } from "../../shared/lib/log.ts";
import { exitCodes } from "./cli.ts";

export function logUncaught(log: Log): void {
  process.on("uncaughtException", (error) => log.error(`uncaught: ${describe(error)}`));
  process.on("unhandledRejection", (reason) => log.error(`unhandled rejection: ${describe(reason)}`));
}

/** Runs the start; a start that fails half-way ends Tandem instead of leaving a tray that can do nothing. */
export function startOrLeave<Started>(start: () => Started, log: Log): Started | null {
  try {
    return start();
  } catch (error) {
    log.error(`the start failed: ${describe(error)}`);
    const advice = "Nobody can call you. Start it again, and if it fails again show this to your administrator:";
    dialog.showErrorBox("Tandem could not start", `${advice}\n\n${String(error)}`);
    app.exit(exitCodes.error);
    return null;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
