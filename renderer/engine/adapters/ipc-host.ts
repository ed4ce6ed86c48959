/** The engine's line to main over the bridge its preload exposes; an order that breaks the contract stops here. */
import { parseAtDoor } from "../../../shared/contract/parse.ts";
import { EngineOrder, type EngineReport } from "../../../shared/contract/wire.ts";
import { createEmitter } from "../../../shared/lib/emitter.ts";
import { toErrorText } from "../../../shared/lib/error-text.ts";
import type { HostPort } from "../ports/host.ts";

/** What the preload puts on `window.host`. */
export type HostBridge = {
  readonly report: (report: EngineReport) => void;
  readonly listen: (listener: (raw: unknown) => void) => unknown;
};

/** Subscribes to the bridge at once; orders that come before anybody listens are kept for the first listener. */
export function createIpcHost(bridge: HostBridge): HostPort {
  const orders = createEmitter<EngineOrder>((error) =>
    warn(`An order could not be carried out: ${toErrorText(error)}`),
  );
  let early: EngineOrder[] | null = [];

  function send(report: EngineReport): string | null {
    try {
      bridge.report(report);
      return null;
    } catch (error) {
      return toErrorText(error);
    }
  }

  function warn(text: string): void {
    send({ type: "log", line: { level: "error", scope: "host", text } });
  }

  bridge.listen((raw) => {
    const parsed = parseAtDoor(EngineOrder, raw);
    if (!parsed.ok) warn(`An order from main was dropped: ${parsed.failure}`);
    else if (early === null) orders.emit(parsed.value);
    else early.push(parsed.value);
  });

  return {
    report(report) {
      const trouble = send(report);
      if (trouble !== null) warn(`A report to main (${report.type}) was lost: ${trouble}`);
    },
    listen(listener) {
      const unsubscribe = orders.listen(listener);
      const waiting = early ?? [];
      early = null;
      for (const order of waiting) orders.emit(order);
      return unsubscribe;
    },
  };
}
