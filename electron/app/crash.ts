/** The last net: what nobody caught is logged, and main goes on, because the voice runs in another process. */
import type { Log } from "../../shared/lib/log.ts";

export function logUncaught(log: Log): void {
  process.on("uncaughtException", (error) => log.error(`uncaught: ${error.stack ?? String(error)}`));
  process.on("unhandledRejection", (reason) =>
    log.error(`unhandled rejection: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
  );
}
