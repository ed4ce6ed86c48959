/** recent.json: the recent calls over a start of Tandem. */
import { join } from "node:path";
import type { Log } from "../../shared/lib/log.ts";
import { createKeptFile, type KeptFile } from "../files/kept-file.ts";
import { fromKeptCalls, noRecentCalls, toKeptCalls, type RecentCalls } from "./recent-calls.ts";

export type RecentFile = KeptFile<RecentCalls>;

export function createRecentFile(folder: string, log: Log): RecentFile {
  const path = join(folder, "recent.json");
  return createKeptFile({
    path,
    log,
    nothing: noRecentCalls,
    toKept: toKeptCalls,
    fromKept: fromKeptCalls,
    words: {
      unwritable: "Recent calls last until Tandem is closed.",
      senseless: "the list of recent calls begins anew",
      partly: (unreadable) => `${unreadable} call(s) of ${path} could not be read`,
    },
  });
}
