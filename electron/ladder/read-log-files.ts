/** Where a ladder's log comes from: a log, a folder of logs, or the one file of `--diagnostics` in any of its three forms. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import * as z from "zod";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import { decodeText } from "../files/decode-text.ts";
import { fromZip } from "./from-zip.ts";
import type { LogFile } from "./parse-log.ts";

const Parts = z.record(z.string(), z.string());
const isLogName = (name: string) => /^tandem(?:\.\d+)?\.log$/u.test(basename(name));
/** The line between two parts of a plain text (diagnostics/write-bundle.ts). */
const partLine = /^===== (\S+) =====$/mu;

/** @returns one sentence when there is nothing to be read. */
export function readLogFiles(path: string): Result<readonly LogFile[], string> {
  try {
    return statSync(path).isDirectory() ? readFolder(path) : readOne(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return fail(`${path}: it cannot be read (${code}). Name a log that is there, and allow this user to read it.`);
  }
}

function readFolder(path: string): Result<readonly LogFile[], string> {
  const names = readdirSync(path).filter(isLogName);
  if (names.length === 0) return fail(`${path}: no tandem.log is in this folder. Name the one that holds the logs.`);
  return succeed(names.map((name) => ({ name, text: decodeText(readFileSync(join(path, name))).text })));
}

function readOne(path: string): Result<readonly LogFile[], string> {
  const content = readFileSync(path);
  const isZip = content.subarray(0, 2).toString("latin1") === "PK";
  const parts = isZip ? readZip(content) : readText(path, decodeText(content).text);
  if (parts === null) return fail(`${path}: the archive is damaged, or none that Tandem wrote. Ask for it once more.`);
  if (parts.length === 0) {
    return fail(`${path}: no log is in it. Look at the seat's own folder of logs, or run --diagnostics there again.`);
  }
  return succeed(parts);
}

function readZip(content: Buffer): readonly LogFile[] | null {
  const files = fromZip(content, isLogName);
  return files?.map(({ name, content: one }) => ({ name, text: one.toString("utf8") })) ?? null;
}

function readText(path: string, text: string): readonly LogFile[] {
  const parts = readJson(text) ?? splitParts(text);
  return parts === null ? [{ name: basename(path), text }] : parts.filter(({ name }) => isLogName(name));
}

function readJson(text: string): readonly LogFile[] | null {
  if (!/^\s*\{/u.test(text)) return null;
  try {
    const parts = Parts.safeParse(JSON.parse(text)).data;
    return parts === undefined ? null : Object.entries(parts).map(([name, one]) => ({ name, text: one }));
  } catch {
    return null;
  }
}

/** @returns null for what is no file of `--diagnostics`, which begins with its report. */
function splitParts(text: string): readonly LogFile[] | null {
  if (!text.startsWith("===== report.txt =====")) return null;
  const pieces = text.split(partLine).slice(1);
  return pieces.flatMap((name, index) => (index % 2 === 0 ? [{ name, text: pieces[index + 1] ?? "" }] : []));
}
