/** Main as the engine sees it: a test gives orders and reads what was reported. */
import type { HostPort } from "../../renderer/engine/ports/host.ts";
import type { EngineOrder, EngineReport } from "../../shared/contract/wire.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";

export type FakeHost = HostPort & {
  readonly reports: readonly EngineReport[];
  readonly order: (order: EngineOrder) => void;
  /** Reports of one type, oldest first. */
  readonly reported: <Type extends EngineReport["type"]>(type: Type) => Extract<EngineReport, { type: Type }>[];
};

/** @param onReport hears each report first, and may throw. */
export function createFakeHost(onReport: (report: EngineReport) => void = () => {}): FakeHost {
  const reports: EngineReport[] = [];
  const orders = createEmitter<EngineOrder>((error) => {
    throw error;
  });
  return {
    report(report) {
      onReport(report);
      reports.push(report);
    },
    listen: orders.listen,
    reports,
    order: orders.emit,
    reported: <Type extends EngineReport["type"]>(type: Type) =>
      reports.filter((report): report is Extract<EngineReport, { type: Type }> => report.type === type),
  };
}
