/** Everything a support desk asks for in one file, each text redacted: a zip, one JSON document, or plain text, by the file's name. */
import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { writeWholeSync } from "../files/write-whole.ts";
import { toZip } from "./to-zip.ts";

export type BundlePart = { readonly name: string; readonly text: string };

export type BundleParts = {
  readonly report: string;
  readonly diagnosis: unknown;
  readonly configuration: unknown;
  readonly versions: unknown;
  readonly incidents: unknown;
  /** Paths, the newest first. */
  readonly logs: readonly string[];
};

/** More of a log is of no use to anybody, and no mail would carry it; the newest lines stay, octets. */
const mostOfLog = 5 * 1024 * 1024;

/** @param hide takes out of a text whatever nobody may read. */
export function listParts(parts: BundleParts, hide: (text: string) => string): readonly BundlePart[] {
  const { report, diagnosis, configuration, versions, incidents, logs } = parts;
  const documents = { diagnosis, configuration, versions, incidents };
  return [
    { name: "report.txt", text: report },
    ...Object.entries(documents).map(([name, value]) => ({
      name: `${name}.json`,
      text: `${JSON.stringify(value, null, 2)}\n`,
    })),
    ...logs.map((path) => ({ name: `logs/${basename(path)}`, text: readEnd(path) })),
  ].map(({ name, text }) => ({ name, text: hide(text) }));
}

function readEnd(path: string): string {
  try {
    return readFileSync(path).subarray(-mostOfLog).toString("utf8");
  } catch (error) {
    return `This log could not be read: ${String(error)}\n`;
  }
}

/** @returns null, or why there is no file. */
export function writeBundle(path: string, parts: readonly BundlePart[], at: number): string | null {
  try {
    writeWholeSync(path, toContent(path, parts, at));
    return null;
  } catch (error) {
    return toErrorText(error);
  }
}

function toContent(path: string, parts: readonly BundlePart[], at: number): Buffer | string {
  switch (extname(path).toLowerCase()) {
    case ".zip":
      return toZip(
        parts.map(({ name, text }) => ({ name, content: Buffer.from(text, "utf8") })),
        at,
      );
    case ".json":
      return `${JSON.stringify(Object.fromEntries(parts.map(({ name, text }) => [name, text])), null, 2)}\n`;
    default:
      return parts.map(({ name, text }) => `===== ${name} =====\n${text}\n`).join("");
  }
}
