/** Sleep and wake: the engine is told at once, because both registrations are doubtful after either. */
import { powerMonitor } from "electron";
import type { EngineOrder } from "../../shared/contract/wire.ts";
import type { Log } from "../../shared/lib/log.ts";

export type PowerNeeds = {
  readonly sendToEngine: (order: EngineOrder) => boolean;
  readonly onResume: () => void;
  /** The system is going down: nothing may ask, and nothing may wait. */
  readonly onShutdown: () => void;
  readonly log: Log;
};

export function watchPower({ sendToEngine, onResume, onShutdown, log }: PowerNeeds): void {
  powerMonitor.on("suspend", () => {
    log.info("the computer goes to sleep");
    sendToEngine({ type: "suspend" });
  });
  powerMonitor.on("resume", () => {
    log.info("the computer woke up");
    onResume();
    sendToEngine({ type: "resume" });
  });
  powerMonitor.on("shutdown", onShutdown);
}
