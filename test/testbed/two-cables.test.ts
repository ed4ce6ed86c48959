// The computer with two cables: whatever becomes of a test run, it does not outlive the next setup.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { sweepCables } from "./two-cables.ts";

const holder = `
  const { layTwoCables } = await import(${JSON.stringify(join(import.meta.dirname, "two-cables.ts"))});
  const { command, serverAddresses } = await layTwoCables();
  console.log(JSON.stringify({ namespace: command.at(-1), address: serverAddresses[0] }));
  setInterval(() => undefined, 1_000);
`;

describeWithAsterisk(
  "the cables of an owner that was killed",
  () => {
    it("are removed by the next sweep, which leaves those of a living one alone", async () => {
      const owner = spawn(process.execPath, ["--input-type=module", "-e", holder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line]: Buffer[] = await once(owner.stdout, "data");
      const { namespace, address } = JSON.parse(String(line)) as { namespace: string; address: string };
      const traces = () => ({
        namespace: spawnSync("ip", ["netns", "list"], { encoding: "utf8" }).stdout.includes(namespace),
        address: (networkInterfaces()["lo"] ?? []).some((one) => one.address === address),
      });
      sweepCables();
      expect(traces()).toEqual({ namespace: true, address: true });
      owner.kill("SIGKILL");
      await once(owner, "exit");
      expect(sweepCables()).toEqual([`removed the cables of an earlier test, ${namespace}`]);
      expect(traces()).toEqual({ namespace: false, address: false });
    });
  },
  "iproute2",
);
