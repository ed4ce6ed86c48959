/** incidents.json: the last outages over a start of Tandem. */
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/lib/log.ts";
import { mostIncidents } from "../../shared/model/fold-incident.ts";
import { Incident } from "../../shared/model/incident.ts";
import type { KeepingNotes } from "../files/keeping.ts";
import { createKeptFile, type KeptFile, type Read } from "../files/kept-file.ts";

export type Incidents = readonly Incident[];

const Kept = z.object({ version: z.literal(1), incidents: z.array(z.unknown()) });

export const toIncidentsPath = (folder: string): string => join(folder, "incidents.json");

export function createIncidentsFile(path: string, log: Log, keeping: KeepingNotes): KeptFile<Incidents> {
  return createKeptFile({
    path,
    log,
    keeping,
    nothing: [],
    toKept: (incidents) => ({ version: 1, incidents }),
    fromKept: fromKeptIncidents,
    words: {
      unwritable: "Incidents last until Tandem is closed.",
      senseless: "the list of incidents begins anew",
      partly: (unreadable) => `${unreadable} incident(s) of ${path} could not be read`,
    },
  });
}

function fromKeptIncidents(raw: unknown): Read<Incidents> | null {
  const kept = Kept.safeParse(raw);
  if (!kept.success) return null;
  const read = kept.data.incidents.map((one) => Incident.safeParse(one));
  const incidents = read.flatMap((one) => (one.success ? [one.data] : []));
  return { value: incidents.slice(0, mostIncidents), unreadable: read.length - incidents.length };
}
