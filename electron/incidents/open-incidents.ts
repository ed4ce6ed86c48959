/** What the outlet of the incidents needs of the disk. */
import type { Log } from "../../shared/lib/log.ts";
import type { KeepingNotes } from "../files/keeping.ts";
import { createSweepAside } from "../files/sweep-aside.ts";
import { createIncidentsFile, toIncidentsPath } from "./incidents-file.ts";
import type { IncidentsNeeds } from "./incidents-outlet.ts";

export function openIncidents(
  folder: string,
  log: Log,
  keeping: KeepingNotes,
): Pick<IncidentsNeeds, "file" | "sweepAside"> {
  const path = toIncidentsPath(folder);
  return { file: createIncidentsFile(path, log, keeping), sweepAside: createSweepAside(path, log, keeping) };
}
