/** A log that keeps its lines, each with its level in front. */
import type { Log } from "../../shared/lib/log.ts";

export type FakeLog = Log & { readonly lines: string[] };

export function createFakeLog(): FakeLog {
  const lines: string[] = [];
  const write = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
  return { lines, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
