/** Fetches the softphones to compare with, plays the outages, and hands back the run with all that explains it. */
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { listClients } from "../../test/bench/peers/clients.ts";
import { measurePeers } from "../../test/bench/peers/measure-peers.ts";
import { outageMs, reactionMs } from "../../test/bench/peers/outage.ts";
import { returnMs } from "../../test/bench/peers/watch-return.ts";
import { canFilterPackets } from "../../test/testbed/packet-filter.ts";
import { baresipPackage, ensurePeerRoot, linphonePackage } from "../setup/peer-root.ts";
import { readSystem } from "../setup/system.ts";
import type { Circumstances } from "./measured-figure.ts";
import { PeerFault, type PeersRun } from "./peers-run.ts";

const say = (line: string): void => console.log(`peers: ${line}`);

/** @returns null when not one outage could be measured. */
export async function measurePeersRun(
  root: string,
  trials: number,
  circumstances: Circumstances,
): Promise<PeersRun | null> {
  const atStart = Date.now();
  const system = readSystem();
  const { kinds, missing } = listClients({
    tandemVersion: tandemVersion(root),
    sipJsVersion: circumstances.versions["SIP.js"] ?? "unknown",
    baresip: await ensurePeerRoot(system, baresipPackage, say),
    linphone: await ensurePeerRoot(system, linphonePackage, say),
  });
  const faults = PeerFault.options.filter((fault) => fault !== "blackHole" || canFilterPackets());
  const notHere = [...missing, ...(canFilterPackets() ? [] : ["the black hole (it takes iptables and root)"])];
  for (const one of notHere) say(`left out: ${one}`);
  const perOutageS = (outageMs + returnMs) / 1_000 + 20;
  const longest = Math.ceil((trials * faults.length * perOutageS) / 60);
  say(`${kinds.length} softphones, ${trials * faults.length} outages, at most ${longest} minutes`);
  const loadBefore = Math.round((loadavg()[0] ?? 0) * 100) / 100;
  const measured = await measurePeers({ kinds, trials, faults, say });
  const minutes = Math.round((Date.now() - atStart) / 6_000) / 10;
  say(`took ${minutes} minutes`);
  if (measured.length === 0) return null;
  const clients = kinds.map(({ name, version, command, settings }) => ({ name, version, command, settings }));
  const run = { circumstances, loadBefore, minutes, outageMs, returnMs, reactionMs, clients };
  return { ...run, missing: notHere, trials: [...measured] };
}

function tandemVersion(root: string): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
