import { expect, it } from "vitest";
import { readCpuMs, readStartedAt } from "./process-times.ts";

it("tells the processor time this process has used, and when it started", () => {
  const before = readCpuMs(process.pid);
  for (const end = performance.now() + 100; performance.now() < end;);
  const { user, system } = process.cpuUsage();
  expect(readCpuMs(process.pid) - before).toBeGreaterThanOrEqual(30);
  expect(Math.abs(readCpuMs(process.pid) - (user + system) / 1_000)).toBeLessThan(100);
  expect(Math.abs(readStartedAt(process.pid) - performance.timeOrigin)).toBeLessThan(5_000);
});
