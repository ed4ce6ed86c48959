/** Which version runs and what becomes of a newer one, in one calm line. */
import { formatClockTime } from "../../../shared/i18n/format-clock-time.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { NewerVersion, UpdateNews, UpdateTrouble } from "../../../shared/model/update.ts";
import type { Sentence } from "../i18n/sentence.ts";
import { formatMoment } from "./format-moment.ts";

/** @param now epoch ms. */
export function describeUpdate(update: UpdateNews, now: number, locale: string): Sentence {
  const { running: version, newer, trouble } = update;
  // What lies ready is of more interest than that its server is away for the moment.
  if (newer !== null && (trouble === null || newer.step === "ready")) return describeNewer(newer, version, now, locale);
  if (trouble !== null) return { key: toTroubleKey(trouble), params: { version } };
  return { key: "update.current", params: { version } };
}

function describeNewer(
  { version: newer, step, atInstall }: NewerVersion,
  version: string,
  now: number,
  locale: string,
) {
  if (step !== "ready") return { key: `update.${step}`, params: { version, newer } } as const;
  if (atInstall === null) return { key: "update.readyAtQuit", params: { newer } } as const;
  if (atInstall <= now) return { key: "update.readySoon", params: { newer } } as const;
  const when = isSameDay(atInstall, now) ? formatClockTime(atInstall, locale) : formatMoment(atInstall, locale);
  return { key: "update.readyAt", params: { newer, when } } as const;
}

function toTroubleKey(trouble: UpdateTrouble): "update.unreachable" | "update.refused" | "update.failed" {
  switch (trouble) {
    case "unreachable":
    case "notFound":
    case "failing":
    case "tooSlow":
    case "brokenOff":
      return "update.unreachable";
    case "untrusted":
    case "unsigned":
    case "badSignature":
    case "badPublisher":
    case "notAManifest":
    case "tooBig":
    case "elsewhere":
    case "corrupt":
      return "update.refused";
    case "noFile":
    case "noRoom":
    case "failed":
      return "update.failed";
    default:
      return assertNever(trouble);
  }
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
