// A computer with two network cables: a network namespace with two links to this one, of which either is plugged in.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../../scripts/setup/lock-file.ts";

export type Cable = 1 | 2;

export type TwoCables = {
  /** Where servers on this side listen to be in reach over either cable. */
  readonly serverAddresses: readonly [string, string];
  /** What to put before a command so that it runs on the computer with the cables. */
  readonly command: readonly string[];
  /** Makes a loopback port of that computer the port of the same number here; throws when that is taken. */
  readonly reach: (port: number) => Promise<void>;
  /** Exactly these are plugged in from now on; the first is the way out. */
  readonly plug: (...cables: readonly Cable[]) => void;
  readonly remove: () => void;
};

const slots = 100;

/** Throws when the links cannot be made (`readSetup().iproute2` tells before); nothing is left behind then. */
export async function layTwoCables(): Promise<TwoCables> {
  const slot = claimSlot();
  const namespace = namespaceOf(slot);
  const folder = mkdtempSync(join(tmpdir(), "tandem-cables-"));
  const listeners: Server[] = [];
  let relay: ChildProcess | null = null;
  const remove = (): void => {
    for (const listener of listeners) listener.close();
    relay?.kill("SIGKILL");
    removeCables(slot, namespace);
    rmSync(folder, { recursive: true, force: true });
  };
  const inside = (...args: string[]): void => ip("-n", namespace, ...args);
  const plug = (...cables: readonly Cable[]): void => {
    for (const cable of [1, 2] as const) if (!cables.includes(cable)) inside("link", "set", `cable${cable}`, "down");
    for (const [metric, cable] of cables.entries()) {
      inside("link", "set", `cable${cable}`, "up");
      inside("route", "replace", "default", "via", gatewayOf(slot, cable), "metric", String(metric + 1));
    }
  };
  try {
    inside("link", "set", "lo", "up");
    for (const address of serversOf(slot)) ip("addr", "add", `${address}/32`, "dev", "lo");
    for (const cable of [1, 2] as const) {
      if (cable === 2) addLink(slot, cable);
      ip("addr", "add", `${gatewayOf(slot, cable)}/30`, "dev", hostEnd(slot, cable));
      ip("link", "set", hostEnd(slot, cable), "up");
      inside("addr", "add", `10.113.${slot}.${cable * 16 + 2}/30`, "dev", `cable${cable}`);
    }
    plug(1);
    const door = join(folder, "relay.sock");
    const program = [process.execPath, join(import.meta.dirname, "relay-ports.ts"), door];
    relay = spawn("ip", ["netns", "exec", namespace, ...program], { stdio: ["pipe", "inherit", "inherit"] });
    await untilOpen(door);
    return {
      serverAddresses: serversOf(slot),
      command: ["ip", "netns", "exec", namespace],
      async reach(port) {
        const listener = createServer((here) => {
          const there = connect(door);
          there.write(`${port}\n`);
          here.pipe(there).pipe(here);
          for (const [one, other] of [
            [here, there],
            [there, here],
          ] as const) {
            one.on("error", () => other.destroy());
            one.on("close", () => other.destroy());
          }
        });
        listeners.push(listener);
        listener.unref().listen(port, "127.0.0.1");
        await once(listener, "listening");
      },
      plug,
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Removes the cables of owners that are gone; one sentence for each. */
export function sweepCables(): string[] {
  return listNamespaces().flatMap(({ name, slot, owner }) => {
    if (isAlive(owner)) return [];
    removeCables(slot, name);
    return [`removed the cables of an earlier test, ${name}`];
  });
}

/** The name says whose it is. */
function namespaceOf(slot: number): string {
  return `tandem-cables-${slot}-${process.pid}`;
}

function listNamespaces(): { name: string; slot: number; owner: number }[] {
  const { stdout, error } = spawnSync("ip", ["netns", "list"], { encoding: "utf8" });
  if (error !== undefined) return [];
  return stdout.split("\n").flatMap((line) => {
    const match = /^(tandem-cables-(\d+)-(\d+))\b/.exec(line);
    return match === null ? [] : [{ name: match[1] ?? "", slot: Number(match[2]), owner: Number(match[3]) }];
  });
}

/** The first link's name is the claim: no two can have it. */
function claimSlot(): number {
  let reason: unknown = null;
  for (let slot = 0; slot < slots; slot += 1) {
    if (listNamespaces().some((one) => one.slot === slot)) continue;
    ip("netns", "add", namespaceOf(slot));
    try {
      addLink(slot, 1);
      return slot;
    } catch (error) {
      reason = error;
      spawnSync("ip", ["netns", "del", namespaceOf(slot)]);
    }
  }
  throw new Error("no cable could be laid", { cause: reason });
}

function addLink(slot: number, cable: Cable): void {
  const peer = ["peer", "name", `cable${cable}`, "netns", namespaceOf(slot)];
  ip("link", "add", hostEnd(slot, cable), "type", "veth", ...peer);
}

function removeCables(slot: number, namespace: string): void {
  const links = ([1, 2] as const).map((cable) => ["link", "del", hostEnd(slot, cable)]);
  const addresses = serversOf(slot).map((address) => ["addr", "del", `${address}/32`, "dev", "lo"]);
  for (const args of [...links, ...addresses, ["netns", "del", namespace]]) spawnSync("ip", args, { stdio: "ignore" });
}

function hostEnd(slot: number, cable: Cable): string {
  return `tandem${slot}c${cable}`;
}

function gatewayOf(slot: number, cable: Cable): string {
  return `10.113.${slot}.${cable * 16 + 1}`;
}

function serversOf(slot: number): readonly [string, string] {
  return [`10.113.${slot}.1`, `10.113.${slot}.2`];
}

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr.trim()}`);
}

async function untilOpen(door: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
    const knock = connect(door);
    const isOpen = await Promise.race([
      once(knock, "connect").then(() => true),
      once(knock, "close").then(() => false),
    ]).catch(() => false);
    knock.destroy();
    if (isOpen) return;
  }
  throw new Error("the relay on the computer with the cables did not come up");
}
