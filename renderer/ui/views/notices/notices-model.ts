/** What stands in the way of calling, beyond the servers: the engine, the configuration, the devices. */
import { findDevice, type SoundDevice } from "../../../../shared/model/settings.ts";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import { formatDay } from "../../format/format-day.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export type NoticeText = {
  readonly sentence: Sentence;
  /** The phone's own words, where only it knows them: file, key and remedy. */
  readonly detail: string | null;
};

type Concern = Pick<
  Snapshot,
  "at" | "engine" | "configuration" | "devices" | "settings" | "calls" | "certificates" | "keeping"
>;

/** @returns the gravest first. @param locale whose dates stand in them. */
export function listNotices(concern: Concern, locale: string): readonly NoticeText[] {
  const { engine, configuration, devices, keeping } = concern;
  const notices: NoticeText[] = [];
  const add = (sentence: Sentence, detail: string | null = null) => void notices.push({ sentence, detail });
  if (engine.state === "lost") add({ key: "notice.engineLost" });
  if (configuration.state === "stale" || configuration.problem !== null) {
    add({ key: "notice.configurationStale" }, configuration.problem);
  }
  const { state } = devices.microphone;
  if (state !== "ok" && state !== "unknown") add({ key: `notice.microphone.${state}` });
  for (const sentence of listAway(concern)) add(sentence);
  const ringer = devices.outputs.length === 0 ? null : findAway(devices.outputs, concern.settings.ringer);
  if (ringer !== null) add({ key: "notice.ringerAway", params: { device: ringer } });
  for (const sentence of listCertificates(concern, locale)) add(sentence);
  if (keeping.trouble !== null) add({ key: `notice.keeping.${keeping.trouble}` });
  if (keeping.setAside.length > 0) add({ key: "notice.setAside" }, keeping.setAside.join(", "));
  return notices;
}

function listCertificates({ at, certificates }: Concern, locale: string): readonly Sentence[] {
  return certificates.map(({ servers, atEnd }) => ({
    key: atEnd <= at ? "notice.certificateEnded" : "notice.certificateEnds",
    params: { servers: servers.join(", "), day: formatDay(atEnd, locale) },
  }));
}

/** Chosen devices that another one stands in for while somebody talks; at rest the settings say it, but of the ringer. */
function listAway({ devices, settings, calls }: Concern): readonly Sentence[] {
  if (!calls.some(({ state }) => state === "active")) return [];
  const { device } = devices.microphone;
  const microphone = findAway(devices.inputs, settings.microphone);
  const speaker = findAway(devices.outputs, settings.speaker);
  return [
    ...(microphone === null || device === null
      ? []
      : [{ key: "notice.microphoneAway", params: { device: microphone, other: device } } as const]),
    ...(speaker === null ? [] : [{ key: "notice.speakerAway", params: { device: speaker } } as const]),
  ];
}

function findAway(here: readonly SoundDevice[], chosen: SoundDevice | null): string | null {
  return chosen === null || findDevice(here, chosen) !== null ? null : chosen.label;
}
