/** The engine's log: every line goes to main, which owns the file; debug lines only where main writes them down. */
import type { HostPort } from "../ports/host.ts";
import type { LogPort } from "../ports/log.ts";

export function createHostLog(host: HostPort, takesDebug: boolean): LogPort {
  return {
    takesDebug,
    write(line) {
      if (takesDebug || line.level !== "debug") host.report({ type: "log", line });
    },
  };
}
