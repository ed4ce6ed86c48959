/** What Linux knows of a process (proc_pid_stat(5)): the processor time it has used, and when it was started. */
import { readFileSync } from "node:fs";

/** Linux tells both in clock ticks of 10 ms, whatever the machine. */
const tickMs = 10;

/** User and system time of all its threads since it started, ms. */
export function readCpuMs(pid: number): number {
  const { userTicks, systemTicks } = readStat(pid);
  return (userTicks + systemTicks) * tickMs;
}

/** Epoch ms, within 10 ms. */
export function readStartedAt(pid: number): number {
  const [upS = ""] = readFileSync("/proc/uptime", "utf8").split(" ");
  return Date.now() - Number(upS) * 1_000 + readStat(pid).startTicks * tickMs;
}

function readStat(pid: number): { userTicks: number; systemTicks: number; startTicks: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name, second field, may hold anything but ends with the last bracket.
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [userTicks = Number.NaN, systemTicks = Number.NaN] = fields.slice(11);
  return { userTicks, systemTicks, startTicks: fields[19] ?? Number.NaN };
}
