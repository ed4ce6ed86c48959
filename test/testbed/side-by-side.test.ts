// Several testbeds at once on one computer, as test files side by side have them: none meets another, whatever is done to it.
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { cacheFolder } from "../../scripts/setup/cache-folder.ts";
import { isAlive } from "../../scripts/setup/lock-file.ts";
import type { AsteriskServer } from "./asterisk-server.ts";
import { listHoledAddresses } from "./black-hole.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { connectRawSip } from "./raw-sip-client.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

const impossiblePid = 4_194_305;
const owners = 3;
/** Nobody's (RFC 5737): whatever is removed for them is missed by nobody. */
const deadAddresses = ["203.0.113.1", "203.0.113.2"];

type Started = { addresses: string[]; folders: string[]; pids: number[] };

/** Starts a testbed once its standard input says so, and keeps it until that ends. */
const startsWhenTold = `
  const { startTestbed } = await import(${JSON.stringify(join(import.meta.dirname, "start-testbed.ts"))});
  console.log("ready");
  process.stdin.once("data", async () => {
    const { main, backup, stop } = await startTestbed();
    process.stdin.once("end", stop);
    const [addresses, folders, pids] = ["address", "folder", "pid"].map((of) => [main, backup].map((one) => one[of]));
    console.log(JSON.stringify({ addresses, folders, pids: pids.map((pid) => pid()) }));
  });
`;

/**
 * A user's cache of its own that knows Asterisk. In the upper half of its places lie records of testbeds whose owners died
 * long ago; the lower half, which belongs to the tests beside this one, is taken.
 */
function makeCache(): string {
  const cache = mkdtempSync(join(tmpdir(), "tandem-side-by-side-"));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true, maxRetries: 5 }));
  const records = join(cache, "tandem", "testbeds");
  mkdirSync(records, { recursive: true });
  copyFileSync(join(cacheFolder(), "setup.json"), join(cache, "tandem", "setup.json"));
  for (let slot = 0; slot < 20; slot += 1) {
    const owner = slot < 10 ? process.pid : impossiblePid;
    const record = { owner, folder: join(cache, `gone-${slot}`), addresses: deadAddresses, pids: [] };
    writeFileSync(join(records, `${slot}.json`), JSON.stringify(record));
  }
  return cache;
}

function startOwner(cache: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", startsWhenTold], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, XDG_CACHE_HOME: cache },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
  const line = (at: number) => expect.poll(() => said.split("\n").length, { timeout: 40_000 }).toBeGreaterThan(at + 1);
  return {
    untilReady: () => line(0),
    go: () => child.stdin.write("go\n"),
    async whenStarted(): Promise<Started> {
      await line(1);
      return JSON.parse(said.split("\n")[1] ?? "") as Started;
    },
    async end(): Promise<void> {
      child.stdin.end();
      await ended;
    },
  };
}

const rtpPortsOf = (folder: string): number[] => {
  const [first = 0, last = 0] = [
    ...readFileSync(join(folder, "etc", "rtp.conf"), "utf8").matchAll(/rtp(?:start|end) *= *(\d+)/g),
  ].map(([, port]) => Number(port));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
};

describeWithAsterisk("testbeds that are started in the same moment", () => {
  it("share no address, port or folder, and none ends another, though all take the places of dead ones", async () => {
    const cache = makeCache();
    const all = Array.from({ length: owners }, () => startOwner(cache));
    onTestFinished(async () => void (await Promise.all(all.map((one) => one.end()))));
    await Promise.all(all.map((one) => one.untilReady()));
    for (const one of all) one.go();
    const started = await Promise.all(all.map((one) => one.whenStarted()));
    const servers = 2 * owners;
    expect(new Set(started.flatMap(({ addresses }) => addresses)).size).toBe(servers);
    const folders = started.flatMap(({ folders: each }) => each);
    expect(new Set(folders).size).toBe(servers);
    const ports = folders.flatMap(rtpPortsOf);
    expect([ports.length, new Set(ports).size]).toEqual([servers * 300, servers * 300]);
    expect(started.flatMap(({ pids }) => pids).filter(isAlive)).toHaveLength(servers);
  });
});

describeWithAsterisk(
  "two testbeds at once",
  () => {
    /** Everything that a test may do to its own servers. */
    const misdeeds: [string, (testbed: Testbed) => Promise<void> | void][] = [
      ["a black hole", ({ main }) => main.blackHole({ media: true })],
      ["half a black hole", ({ backup }) => backup.loseOneWay("up")],
      ["connections closed", ({ main }) => main.resetConnections()],
      ["a freeze", ({ backup }) => backup.freeze()],
      ["a drain", ({ main }) => main.drain()],
      ["a crash", ({ main }) => main.crash()],
      ["holes opened", ({ main, backup }) => [main, backup].forEach((server) => server.openHole())],
      ["the end", ({ stop }) => stop()],
    ];

    it("do not feel what is done to the other one, and keep their own faults when it ends, be it twice", async () => {
      const other = await startTestbed();
      onTestFinished(other.stop);
      const own = await startTestbed({ speaksPlainSip: true });
      onTestFinished(own.stop);
      const clients = await Promise.all([own.main, own.backup].map((server) => connectRawSip(server, "1001")));
      const rings = async () => {
        const call = clients[0]?.invite("600");
        return [await call?.waitFor(200), await call?.hangUp()];
      };
      const felt = async () => [...(await Promise.all(clients.map((client) => client.options()))), ...(await rings())];
      const seen: unknown[] = [];
      for (const [what, commit] of misdeeds) {
        await commit(other);
        seen.push([what, ...(await felt())]);
      }
      expect(seen).toEqual(misdeeds.map(([what]) => [what, 200, 200, 200, 200]));
      expect(clients.map((client) => client.isOpen())).toEqual([true, true]);

      const third = await startTestbed();
      await other.stop();
      expect([await third.main.channels(), await third.backup.channels()]).toEqual([0, 0]);
      const holed = (server: AsteriskServer) => listHoledAddresses().includes(server.address);
      own.backup.blackHole();
      third.backup.blackHole();
      await third.stop();
      expect([holed(own.backup), holed(third.backup), await clients[1]?.options(500)]).toEqual([true, false, null]);
      own.backup.openHole();
      expect([holed(own.backup), await clients[1]?.options(5_000)]).toEqual([false, 200]);
      await Promise.all(clients.map((client) => client.close()));
    });
  },
  "iptables",
);
