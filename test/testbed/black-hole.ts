// Makes a server unreachable without a word, as a pulled cable does: packet filter rules that drop both directions.
import { spawnSync } from "node:child_process";
import { findProgram } from "../../scripts/setup/system.ts";
import { applyRules, listRules } from "./packet-filter.ts";

export type Hole = {
  address: string;
  port: number;
  /** Null where the server speaks SIP over WebSocket alone. */
  plainSipPort: number | null;
  rtpPorts: { first: number; last: number } | null;
};

type Door = Pick<Hole, "address" | "port">;

/** Whose end of the connections is closed. */
export type CutSide = "client" | "server";

const mark = "tandem-testbed";

/** Drops everything to and from the server's port, and its audio where `rtpPorts` are given, in one step. */
export function makeHole(hole: Hole): void {
  const { address, port, plainSipPort, rtpPorts } = hole;
  const matches = [`-d ${address} -p tcp --dport ${port}`, `-s ${address} -p tcp --sport ${port}`];
  if (plainSipPort !== null) {
    for (const protocol of ["udp", "tcp"]) {
      matches.push(`-d ${address} -p ${protocol} --dport ${plainSipPort}`);
      matches.push(`-s ${address} -p ${protocol} --sport ${plainSipPort}`);
    }
  }
  if (rtpPorts !== null) {
    const range = `${rtpPorts.first}:${rtpPorts.last}`;
    matches.push(`-p udp --dport ${range}`, `-p udp --sport ${range}`);
  }
  const comment = `-m comment --comment ${mark}:${address}`;
  applyRules(
    "filter",
    matches.map((match) => `-I INPUT ${match} ${comment} -j DROP`),
  );
}

/**
 * Closes every connection to the server's port from one end, and refuses new ones until the hole is removed; its audio
 * is not touched. The other end is told by RST, as by a proxy that restarts.
 */
export function cutConnections({ address, port }: Door, side: CutSide): void {
  const comment = `-m comment --comment ${mark}:${address}`;
  const ends = side === "client" ? ["dst", address, "dport"] : ["src", address, "sport"];
  if (findProgram("ss") === null) throw new Error("cutting connections needs ss, of iproute2");
  killSockets(["state", "established", ...ends, "=", `:${port}`]);
  applyRules("filter", [`-I INPUT -d ${address} -p tcp --dport ${port} ${comment} -j REJECT --reject-with tcp-reset`]);
}

/** Closes every connection to the server's port from the client's end, half-open ones too; new ones are taken. */
export function resetConnections({ address, port }: Door): void {
  killSockets(["dst", address, "dport", "=", `:${port}`]);
}

/** Nothing happens where there is no `ss`. */
function killSockets(filter: string[]): void {
  const program = findProgram("ss");
  if (program !== null) spawnSync(program, ["-K", ...filter], { stdio: "ignore" });
}

/** Drops what goes to the server's port (`up`), or what comes from it (`down`); the other way stays open. */
export function makeOneWayHole({ address, port }: Door, way: "up" | "down"): void {
  const match = way === "up" ? `-d ${address} -p tcp --dport ${port}` : `-s ${address} -p tcp --sport ${port}`;
  applyRules("filter", [`-I INPUT ${match} -m comment --comment ${mark}:${address} -j DROP`]);
}

/** Drops so many of a hundred packets to and from the server's port, each by chance. */
export function makeLeak({ address, port }: Door, pct: number): void {
  const chance = `-m statistic --mode random --probability ${pct / 100} -m comment --comment ${mark}:${address}`;
  const matches = [`-d ${address} -p tcp --dport ${port}`, `-s ${address} -p tcp --sport ${port}`];
  applyRules(
    "filter",
    matches.map((match) => `-I INPUT ${match} ${chance} -j DROP`),
  );
}

/** Removes every rule made for this address; nothing happens when there is none. */
export function removeHoles(address: string): void {
  const rules = listRules("filter", "INPUT", mark).filter((rule) => rule.includes(`${mark}:${address} `));
  if (rules.length > 0)
    applyRules(
      "filter",
      rules.map((rule) => rule.replace(/^-A /, "-D ")),
    );
}

/** The addresses that any rule of ours still cuts off. */
export function listHoledAddresses(): string[] {
  const addresses = listRules("filter", "INPUT", mark).flatMap(
    (rule) => /tandem-testbed:([0-9.]+)/.exec(rule)?.[1] ?? [],
  );
  return [...new Set(addresses)];
}
