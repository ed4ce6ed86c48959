/** The door to main: orders in, reports out. */
import type { EngineOrder, EngineReport } from "../../../shared/contract/wire.ts";
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";

export type HostPort = {
  readonly report: (report: EngineReport) => void;
  readonly listen: (listener: (order: EngineOrder) => void) => Unsubscribe;
};
