/** What stands in the way of calling, beyond the servers: the engine, the configuration, the microphone. */
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";

export type NoticeText = {
  readonly sentence: MessageKey;
  /** The phone's own words, where only it knows them: file, key and remedy. */
  readonly detail: string | null;
};

type Concern = Pick<Snapshot, "engine" | "configuration" | "devices">;

/** @returns the gravest first. */
export function listNotices({ engine, configuration, devices }: Concern): readonly NoticeText[] {
  const notices: NoticeText[] = [];
  if (engine.state === "lost") notices.push({ sentence: "notice.engineLost", detail: null });
  if (configuration.state === "stale" || configuration.problem !== null) {
    notices.push({ sentence: "notice.configurationStale", detail: configuration.problem });
  }
  const { state } = devices.microphone;
  if (state !== "ok" && state !== "unknown") notices.push({ sentence: `notice.microphone.${state}`, detail: null });
  return notices;
}
