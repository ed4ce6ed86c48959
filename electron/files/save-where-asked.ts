/** Asks where a file goes, has it written there, and tells what came of it. */
import { refuseCommand, type CommandReply } from "../../shared/contract/command.ts";
import type { EpochMs } from "../../shared/model/time.ts";

export type FileWish = {
  /** What is in it, for its name; the day stands there too. */
  readonly what: string;
  readonly extension: string;
  readonly at: EpochMs;
  /** The operator's answer to the proposed name; null: they would rather not. */
  readonly askWhere: (name: string) => Promise<string | null>;
  /** @returns null, or why there is no file. */
  readonly write: (path: string) => Promise<string | null>;
};

export async function saveWhereAsked({ what, extension, at, askWhere, write }: FileWish): Promise<CommandReply> {
  const path = await askWhere(`tandem-${what}-${new Date(at).toISOString().slice(0, 10)}.${extension}`);
  const trouble = path === null ? null : await write(path);
  if (trouble === null) return { ok: true };
  // A whole sentence says itself what to do.
  const why = trouble.endsWith(".") ? trouble : `${trouble}. Choose another place.`;
  return refuseCommand("notSaved", `The file could not be written: ${why}`);
}
