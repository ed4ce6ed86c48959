/** The policies of a Linux computer: every JSON file of two folders, in the order of their names; a later one counts more. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../../shared/lib/clock.ts";
import type { Log } from "../../../shared/lib/log.ts";
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";
import type { FindFileDoubt } from "../file-owner.ts";
import { readJson } from "../policy-file.ts";
import { watchFile } from "../watch-file.ts";
import { isTree, toLevels, toPieceValues, type PolicyPiece, type PolicySource } from "./policy-levels.ts";

export type FolderPoliciesNeeds = {
  /** Holds `managed` and `recommended`. */
  readonly folder: string;
  readonly findDoubt: FindFileDoubt;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
};

export function createFolderPolicies({ folder, findDoubt, clock, log }: FolderPoliciesNeeds): PolicySource {
  const managed = join(folder, "managed");
  const recommended = join(folder, "recommended");
  const watched = [managed, recommended].map((path) => watchFile(path, clock, log));
  return {
    read() {
      const held = readPieces(managed, findDoubt);
      if (!held.ok) return held;
      const advised = readPieces(recommended, findDoubt);
      return advised.ok ? toLevels({ managed: held.value, recommended: advised.value }) : advised;
    },
    follow(onChanged) {
      for (const one of watched) one.follow(onChanged);
    },
    stop() {
      for (const one of watched) one.stop();
    },
  };
}

function readPieces(folder: string, findDoubt: FindFileDoubt): Result<readonly PolicyPiece[], string> {
  const pieces: PolicyPiece[] = [];
  for (const name of listFiles(folder)) {
    const path = join(folder, name);
    const raw = readJson(path);
    if (!raw.ok) return fail(raw.failure.line);
    const doubt = findDoubt(path);
    if (doubt !== null) return fail(doubt);
    if (!isTree(raw.value)) return fail(`${path}: must be an object in { }. Correct this file.`);
    pieces.push({ where: { kind: "computerPolicy", name: path }, values: toPieceValues(raw.value) });
  }
  return succeed(pieces);
}

/** A folder that is not there holds none. */
function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch {
    return [];
  }
}
