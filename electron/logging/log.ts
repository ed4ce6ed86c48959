/** The log on disk: a file that is rotated by size, a few older ones beside it, every line redacted before it is written. */
import { statSync } from "node:fs";
import { join } from "node:path";
import electronLog from "electron-log/node";
import type { Log, LogLevel } from "../../shared/lib/log.ts";
import { type ErasedNumbers, noErasedNumbers } from "../../shared/model/erased-numbers.ts";
import { createEcho } from "./echo.ts";
import { createKnownSecrets } from "./known-secrets.ts";
import { redact } from "./redact.ts";
import { cutFile, rotateFiles } from "./rotate-files.ts";
import { hideLines } from "./sieve-lines.ts";

const largestFileBytes = 5 * 1024 * 1024;

export type Logging = {
  /** A log whose lines begin with the part of the app they come from. */
  readonly scope: (name: string) => Log;
  /** No line holds these from now on, whatever it is about. */
  readonly hide: (secrets: readonly string[]) => void;
  /** No line that holds one of these is written from now on. */
  readonly hideNumbers: (erased: ErasedNumbers) => void;
  /** The current file. */
  readonly path: string;
  /** How often it was followed by a new one, or cut. */
  readonly rotations: () => number;
};

export type LoggingNeeds = {
  readonly folder: string;
  /** Also prints to standard error, debug lines included. */
  readonly isVerbose: boolean;
  /** Default 5 MiB; a file that is larger is followed by a new one. */
  readonly largestBytes?: number;
};

export function toLogPath(folder: string): string {
  return join(folder, "tandem.log");
}

export function createLogging({ folder, isVerbose, largestBytes = largestFileBytes }: LoggingNeeds): Logging {
  const echo = isVerbose ? createEcho(process.stderr) : null;
  const known = createKnownSecrets();
  const path = toLogPath(folder);
  let erased = noErasedNumbers;
  let rotations = 0;
  const logger = electronLog.create({ logId: "tandem" });
  const { file, console: printed } = logger.transports;
  file.resolvePathFn = () => path;
  file.maxSize = largestBytes;
  file.archiveLogFn = (full) => {
    // Lines were erased since they were counted.
    if (bytesOf(full.path) <= largestBytes) return;
    rotations += 1;
    // What cannot be moved is cut, so that a log never fills the disk.
    if (!rotateFiles(full.path)) cutFile(full.path, Math.round(largestBytes / 4));
  };
  file.level = isVerbose ? "debug" : "info";
  file.format = "{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}";
  file.writeOptions = { flag: "a", mode: 0o600, encoding: "utf8" };
  printed.level = false;

  function write(level: LogLevel, name: string, text: string): void {
    const line = `${name}: ${hideLines(redact(known.hide(text)), erased)}`;
    logger[level](line);
    echo?.(`${level} ${line}`);
  }

  return {
    hide: known.learn,
    hideNumbers(next) {
      erased = next;
    },
    path,
    rotations: () => rotations,
    scope: (name) => ({
      debug: (text) => write("debug", name, text),
      info: (text) => write("info", name, text),
      warn: (text) => write("warn", name, text),
      error: (text) => write("error", name, text),
    }),
  };
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
