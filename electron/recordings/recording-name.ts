/** What the file of a recording is called: when it began, whose conversation it is by the id of its call, and which file of it. */
import type { RecordingFormat } from "../../shared/model/recording-policy.ts";
import type { EpochMs } from "../../shared/model/time.ts";

export type RecordingName = {
  readonly atBegan: EpochMs;
  /** The call that the conversation began with. */
  readonly of: string;
  readonly part: number;
  readonly format: RecordingFormat;
  readonly isSealed: boolean;
  /** Where the rules want it in the name. */
  readonly number: string | null;
};

/** A file that is being written; one that is found so at a start was left by a Tandem that died. */
export const unfinished = ".part";
export const sealed = ".sealed";

/** @returns folder of the month and name, local time. */
export function toRecordingPath(name: RecordingName): readonly [folder: string, file: string] {
  const [day = "", time = ""] = toLocalIso(name.atBegan).split("T");
  const stamp = `${day.replaceAll("-", "")}-${time.replaceAll(":", "")}`;
  const number = name.number === null ? [] : [toWord(name.number)];
  const base = [stamp, ...number, toWord(name.of), name.part].join("_");
  return [day.slice(0, 7), `${base}.${name.format}${name.isSealed ? sealed : ""}`];
}

export type FoundName = Pick<RecordingName, "of" | "part" | "format" | "isSealed"> & { readonly isUnfinished: boolean };

const form = /^\d{8}-\d{6}(?:_[A-Za-z0-9-]*)?_([A-Za-z0-9-]+)_(\d+)\.(webm|wav)(\.sealed)?(\.part)?$/u;

/** @returns null for a file that is none of ours. */
export function readRecordingName(file: string): FoundName | null {
  const [matched, of = "", part, format, isSealed, isUnfinished] = form.exec(file) ?? [];
  if (matched === undefined) return null;
  return {
    of,
    part: Number(part),
    format: format === "wav" ? "wav" : "webm",
    isSealed: isSealed !== undefined,
    isUnfinished: isUnfinished !== undefined,
  };
}

/** Nothing that a file system or our own form takes for something else. */
export function toWord(text: string): string {
  return text.replace(/[^A-Za-z0-9-]/gu, "-");
}

function toLocalIso(at: EpochMs): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
