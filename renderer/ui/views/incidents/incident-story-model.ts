/** An outage's story, moment by moment: what stands at each, in words, with how often and by which code. */
import { catalogues, type MessageKey } from "../../../../shared/i18n/catalogues.ts";
import { formatClockTime } from "../../../../shared/i18n/format-clock-time.ts";
import type { Incident, IncidentEntry, IncidentStep } from "../../../../shared/model/incident.ts";
import { firstEntriesKept } from "../../../../shared/model/fold-incident.ts";
import type { Server } from "../../../../shared/model/server.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import type { IconName } from "../../components/icon.tsx";
import { describeRemote, withheld } from "../../format/describe-remote.ts";
import { type Sentence, tell } from "../../i18n/sentence.ts";
import type { Translator } from "../../i18n/translator.ts";
import { nameIn } from "./incident-row-model.ts";

export type StoryLine = {
  readonly step: IncidentStep;
  readonly icon: IconName;
  /** Whole sentences, already in the operator's language. */
  readonly text: string;
  readonly more: readonly string[];
};

export type StoryMoment = {
  readonly ms: number;
  readonly at: EpochMs;
  readonly lines: readonly StoryLine[];
  /** Said before this moment: what a long story left out. */
  readonly gap: string | null;
};

const icons = {
  seen: "seen",
  decided: "decided",
  sent: "outgoing",
  answered: "incoming",
  shown: "shown",
} as const satisfies Record<IncidentStep, IconName>;

export function toStory(incident: Incident, servers: readonly Server[], translator: Translator): StoryMoment[] {
  const { entries, entriesOmitted, atOpened } = incident;
  const gapAt = entriesOmitted > 0 ? entries[firstEntriesKept] : undefined;
  const moments: (Omit<StoryMoment, "lines"> & { lines: StoryLine[] })[] = [];
  for (const entry of entries) {
    const gap = entry === gapAt ? translator.say("incident.omitted", { count: entriesOmitted }) : null;
    const line = toLine(entry, incident, servers, translator);
    const last = moments.at(-1);
    if (gap === null && last?.ms === entry.ms) last.lines.push(line);
    else moments.push({ ms: entry.ms, at: atOpened + entry.ms, lines: [line], gap });
  }
  return moments;
}

function toLine(
  entry: IncidentEntry,
  incident: Incident,
  servers: readonly Server[],
  translator: Translator,
): StoryLine {
  const { step, code, reason, times, lastMs } = entry;
  const more: Sentence[] = [];
  if (reason !== null) more.push({ key: `reason.${reason}` });
  if (code !== null && code !== 200) more.push({ key: "incident.code", params: { code: String(code) } });
  if (times > 1) {
    more.push({ key: "incident.times", params: { count: times, ms: lastMs } });
  }
  return {
    step,
    icon: icons[step],
    text: describeEntry(entry, incident, servers, translator),
    more: more.map((sentence) => tell(translator, sentence)),
  };
}

function describeEntry(
  entry: IncidentEntry,
  incident: Incident,
  servers: readonly Server[],
  translator: Translator,
): string {
  const { what, serverId, callId } = entry;
  const call = incident.calls.find((one) => one.callId === callId);
  const title = call === undefined ? null : describeRemote(call.remote).title;
  const params = { server: nameIn(incident, servers, serverId), who: title ?? tell(translator, withheld) };
  if (what === "sentence") return translator.say("what.sentence", { sentence: quote(entry, incident, translator) });
  if (what === "ready" && serverId === null) return translator.say("what.readyAgain");
  const isNowhere = serverId === null && (what === "failover" || what === "moved");
  return translator.say(isNowhere ? "what.failoverNone" : `what.${what}`, params);
}

/** In the language of whoever reads it now; a sentence of another version of Tandem is told by its key. */
function quote({ sentence, ms }: IncidentEntry, { atOpened }: Incident, translator: Translator): string {
  if (sentence === null) return "";
  const { key, params } = sentence;
  const time = formatClockTime(atOpened + ms, translator.locale);
  return isKnown(key) ? translator.say(key, { time, ...params }) : key;
}

function isKnown(key: string): key is MessageKey {
  return Object.hasOwn(catalogues.en, key);
}
