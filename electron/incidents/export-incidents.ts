/** Writes the incidents where the operator wants them: for whoever has to find out what happened. */
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, dialog } from "electron";
import type { CommandReply } from "../../shared/contract/command.ts";
import { type Incident, withoutCustomers } from "../../shared/model/incident.ts";
import type { EpochMs } from "../../shared/model/time.ts";

/** @param withCustomers whether numbers and names of people stand in it. */
export async function exportIncidents(
  incidents: readonly Incident[],
  withCustomers: boolean,
  at: EpochMs,
): Promise<CommandReply> {
  const day = new Date(at).toISOString().slice(0, 10);
  // No parent: nothing may stand in front of the window while a call is up.
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath("downloads"), `tandem-incidents-${day}.json`),
    filters: [{ name: "JSON", extensions: ["json"] }],
  });
  if (canceled) return { ok: true };
  const told = withCustomers ? incidents : incidents.map(withoutCustomers);
  const text = JSON.stringify({ version: 1, at, tandem: app.getVersion(), withCustomers, incidents: told }, null, 2);
  try {
    await writeOwn(filePath, `${text}\n`);
    return { ok: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: { kind: "notSaved", message: `The file could not be written: ${why}` } };
  }
}

/** Whole or not at all; whatever stood or was linked there is replaced, never written through. */
async function writeOwn(path: string, text: string): Promise<void> {
  const beside = `${path}.part`;
  await writeFile(beside, text, { flag: "wx", mode: 0o600 });
  try {
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
