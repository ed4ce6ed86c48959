/** incidents.json: the last outages over a start of Tandem. */
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/lib/log.ts";
import { mostIncidents } from "../../shared/model/fold-incident.ts";
import { Incident } from "../../shared/model/incident.ts";
import { createKeptFile, type KeptFile } from "../files/kept-file.ts";

export type Incidents = readonly Incident[];

const Kept = z.object({ version: z.literal(1), incidents: z.array(z.unknown()) });

export function createIncidentsFile(folder: string, log: Log): KeptFile<Incidents> {
  const path = join(folder, "incidents.json");
  return createKeptFile({
    path,
    log,
    nothing: [],
    print: printIncidents,
    parse: readIncidents,
    words: {
      unwritable: "Incidents last until Tandem is closed.",
      senseless: "the list of incidents begins anew",
      partly: (unreadable) => `${unreadable} incident(s) of ${path} could not be read`,
    },
  });
}

function printIncidents(incidents: Incidents): string {
  return JSON.stringify({ version: 1, incidents });
}

/** What an older or newer Tandem wrote otherwise is left out, and counted. */
function readIncidents(text: string): { readonly value: Incidents; readonly unreadable: number } | null {
  const kept = Kept.safeParse(parseJson(text));
  if (!kept.success) return null;
  const read = kept.data.incidents.map((one) => Incident.safeParse(one));
  const incidents = read.flatMap((one) => (one.success ? [one.data] : []));
  return { value: incidents.slice(0, mostIncidents), unreadable: read.length - incidents.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
