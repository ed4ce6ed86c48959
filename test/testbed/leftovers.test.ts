// Whatever becomes of a test run, its servers, rules and folders do not outlive it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isAlive } from "../../scripts/setup/lock-file.ts";
import { listHoledAddresses } from "./black-hole.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { listDivertedAddresses } from "./divert-port.ts";

type Started = { address: string; folder: string; pids: number[] };

const holder = `
  const { startTestbed } = await import(${JSON.stringify(join(import.meta.dirname, "start-testbed.ts"))});
  const { divertPort } = await import(${JSON.stringify(join(import.meta.dirname, "divert-port.ts"))});
  const { main, backup } = await startTestbed();
  main.blackHole();
  divertPort(main.address, 8089, 9);
  backup.freeze();
  console.log(JSON.stringify({ address: main.address, folder: main.folder, pids: [main.pid(), backup.pid()] }));
`;

describeWithAsterisk(
  "a testbed whose owner is killed",
  () => {
    it("is swept within seconds, the frozen server, the black hole and the diversion included", async () => {
      const owner = spawn(process.execPath, ["--input-type=module", "-e", holder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line]: Buffer[] = await once(owner.stdout, "data");
      const started = JSON.parse(String(line)) as Started;
      const traces = () => ({
        processes: started.pids.filter(isAlive).length,
        hole: listHoledAddresses().includes(started.address),
        diversion: listDivertedAddresses().includes(started.address),
        folder: existsSync(started.folder),
      });
      expect(traces()).toEqual({ processes: 2, hole: true, diversion: true, folder: true });
      owner.kill("SIGKILL");
      await expect
        .poll(traces, { timeout: 20_000, interval: 100 })
        .toEqual({ processes: 0, hole: false, diversion: false, folder: false });
    });
  },
  "iptables",
);
