/** What the outlet of the incidents needs of the disk. */
import type { Log } from "../../shared/lib/log.ts";
import type { KeepingNotes } from "../files/keeping.ts";
import { createIncidentsFile } from "./incidents-file.ts";
import type { IncidentsNeeds } from "./incidents-outlet.ts";
import { createSweepAside } from "./sweep-aside.ts";

export function openIncidents(
  folder: string,
  log: Log,
  keeping: KeepingNotes,
): Pick<IncidentsNeeds, "file" | "sweepAside"> {
  return { file: createIncidentsFile(folder, log, keeping), sweepAside: createSweepAside(folder, log, keeping) };
}
