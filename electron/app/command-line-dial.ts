/** `--dial` where the policy lets it dial: it waits until a server can take the call, and not for ever. */
import type { Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { Outlet, PhoneLine } from "../switchboard/outlet.ts";

/** A number asked for longer ago than this is no longer what the operator expects to be dialled. */
const patienceMs = 15_000;

export type CommandLineDial = Outlet & { readonly request: (target: string) => void };

export function createCommandLineDial(line: PhoneLine, clock: Pick<Clock, "now">, log: Log): CommandLineDial {
  let wanted: { readonly target: string; readonly atAsked: Instant } | null = null;

  function tryNow(): void {
    if (wanted === null || line.snapshot().reachability === "none") return;
    const { target, atAsked } = wanted;
    wanted = null;
    if (clock.now() - atAsked > patienceMs) return;
    line.ask("main", { type: "call.dial", target }).then(
      (reply) => reply.ok || log.warn(`--dial was refused: ${reply.failure.message}`),
      (error: unknown) => log.error(`--dial failed: ${String(error)}`),
    );
  }

  return {
    name: "command-line-dial",
    receive: tryNow,
    stop: () => undefined,
    request(target) {
      wanted = { target, atAsked: clock.now() };
      tryNow();
    },
  };
}
