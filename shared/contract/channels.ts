/** The channel names, apart from the schemas, so that a sandboxed preload carries nothing else. */
export const channels = {
  /** window → main, invoke: one Command, answered with a CommandReply. */
  command: "phone:command",
  /** window → main: ready for the Snapshot and what follows it. */
  ready: "phone:ready",
  /** main → window: UiMessage. */
  event: "phone:event",
  /** engine → main: EngineReport. */
  report: "engine:report",
  /** main → engine: EngineOrder. */
  order: "engine:order",
} as const;
