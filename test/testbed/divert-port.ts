// Leads every new connection to a server's port to another port of the same address, where something stands in between.
import { applyRules, listRules } from "./packet-filter.ts";

const mark = "tandem-diverted";

/** Whoever connects from the server's own address is not diverted: that is how what stands in between reaches it. */
export function divertPort(address: string, port: number, door: number): void {
  const match = `-d ${address} ! -s ${address} -p tcp --dport ${port} -m comment --comment ${mark}:${address}`;
  applyRules("nat", [`-I OUTPUT ${match} -j DNAT --to-destination ${address}:${door}`]);
}

/** Connections that were made meanwhile stay where they were led. */
export function endDiversions(address: string): void {
  const rules = listRules("nat", "OUTPUT", mark).filter((rule) => rule.includes(`${mark}:${address} `));
  if (rules.length > 0)
    applyRules(
      "nat",
      rules.map((rule) => rule.replace(/^-A /, "-D ")),
    );
}

export function listDivertedAddresses(): string[] {
  return [
    ...new Set(listRules("nat", "OUTPUT", mark).flatMap((rule) => /tandem-diverted:([0-9.]+)/.exec(rule)?.[1] ?? [])),
  ];
}
