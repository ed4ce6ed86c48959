/** local-api.json: the port and this start's token, for the owner's programs alone; it goes when Tandem goes. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Discovery = { readonly port: number; readonly token: string };

const ownerOnly = 0o600;

/** Written beside and renamed, so that nobody ever reads half of it. */
export function writeDiscoveryFile(folder: string, { port, token }: Discovery): void {
  const path = toDiscoveryPath(folder);
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify({ port, token })}\n`, { mode: ownerOnly, flag: "wx" });
  renameSync(draft, path);
}

export function removeDiscoveryFile(folder: string): void {
  rmSync(toDiscoveryPath(folder), { force: true });
}

function toDiscoveryPath(folder: string): string {
  return join(folder, "local-api.json");
}
