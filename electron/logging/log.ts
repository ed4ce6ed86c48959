/** The log on disk: one file that is rotated, in the user's own folder, every line redacted before it is written. */
import { join } from "node:path";
import electronLog from "electron-log/node";
import type { Log, LogLevel } from "../../shared/lib/log.ts";
import { createEcho } from "./echo.ts";
import { redact } from "./redact.ts";

/** Beside the current file one older file is kept. */
const largestFileBytes = 5 * 1024 * 1024;

export type Logging = {
  /** A log whose lines begin with the part of the app they come from. */
  readonly scope: (name: string) => Log;
};

/** @param isVerbose also prints to standard error, debug lines included. */
export function createLogging(folder: string, isVerbose: boolean): Logging {
  const echo = isVerbose ? createEcho(process.stderr) : null;
  const logger = electronLog.create({ logId: "tandem" });
  logger.transports.file.resolvePathFn = () => join(folder, "tandem.log");
  logger.transports.file.maxSize = largestFileBytes;
  logger.transports.file.level = isVerbose ? "debug" : "info";
  logger.transports.file.format = "{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}";
  logger.transports.file.writeOptions = { flag: "a", mode: 0o600, encoding: "utf8" };
  logger.transports.console.level = false;

  function write(level: LogLevel, name: string, text: string): void {
    const line = `${name}: ${redact(text)}`;
    logger[level](line);
    echo?.(`${level} ${line}`);
  }

  return {
    scope: (name) => ({
      debug: (text) => write("debug", name, text),
      info: (text) => write("info", name, text),
      warn: (text) => write("warn", name, text),
      error: (text) => write("error", name, text),
    }),
  };
}
