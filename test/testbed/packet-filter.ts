// The kernel's packet filter as the testbed asks for it: rules that bear a comment, so that they are found again.
import { spawnSync } from "node:child_process";
import { findProgram } from "../../scripts/setup/system.ts";

export type FilterTable = "filter" | "nat";

/** True where there is iptables and this is root. */
export function canFilterPackets(): boolean {
  return process.getuid?.() === 0 && findProgram("iptables-restore") !== null;
}

/** The rules of one chain whose comment holds the mark, as `iptables -S` has them. */
export function listRules(table: FilterTable, chain: string, mark: string): string[] {
  const program = findProgram("iptables");
  if (program === null || process.getuid?.() !== 0) return [];
  const { stdout } = spawnSync(program, ["-w", "5", "-t", table, "-S", chain], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((line) => line.startsWith(`-A ${chain}`) && line.includes(mark))
    .map((line) => line.replaceAll('"', ""));
}

/** All of them in one step; throws when they cannot be had. */
export function applyRules(table: FilterTable, rules: string[]): void {
  const program = findProgram("iptables-restore");
  if (program === null || !canFilterPackets()) throw new Error("packet filter rules need iptables and root");
  const input = [`*${table}`, ...rules, "COMMIT", ""].join("\n");
  const result = spawnSync(program, ["-w", "5", "--noflush"], { input, encoding: "utf8" });
  if (result.status !== 0) throw new Error(`iptables-restore: ${result.stderr.trim()}`);
}
