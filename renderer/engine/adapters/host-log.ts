/** The engine's log: every line goes to main, which owns the file. */
import type { HostPort } from "../ports/host.ts";
import type { LogPort } from "../ports/log.ts";

export function createHostLog(host: HostPort): LogPort {
  return { write: (line) => host.report({ type: "log", line }) };
}
