/** A real HAProxy in front of both servers, as a careful administrator would set it up. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Testbed } from "../../testbed/start-testbed.ts";
import { startClient } from "../peers/client-process.ts";
import { isListening } from "../../testbed/is-listening.ts";

/** What its check of a server is: that a connection is taken, or that TLS is spoken too. */
export type BalancerCheck = "tcp" | "tls";

export type Balancer = {
  readonly address: string;
  readonly port: number;
  /** Its process is gone at once, and its folder with it. */
  readonly kill: () => Promise<void>;
};

const bootsWithinMs = 10_000;

export async function startBalancer(root: string, { main, backup }: Testbed, check: BalancerCheck): Promise<Balancer> {
  const address = main.address.replace(/\d+$/u, check === "tcp" ? "9" : "10");
  const port = Number(new URL(main.wssUrl).port);
  const balancer = startClient({
    root,
    program: "/usr/sbin/haproxy",
    args: ["-db", "-f", "/tmp/haproxy.cfg"],
    files: { "haproxy.cfg": configuration({ address, port, main: main.address, backup: backup.address, check }) },
  });
  for (const end = Date.now() + bootsWithinMs; !(await isListening(address, port)); await sleep(50)) {
    if (Date.now() < end) continue;
    await balancer.stop();
    throw new Error(`HAProxy does not listen on ${address}:${port}: ${balancer.output()}`);
  }
  return { address, port, kill: balancer.stop };
}

type Plan = {
  readonly address: string;
  readonly port: number;
  readonly main: string;
  readonly backup: string;
  readonly check: BalancerCheck;
};

/** `inter`, `fall` and `rise` are HAProxy's defaults; without `shutdown-sessions` a dead server keeps its phones. */
function configuration({ address, port, main, backup, check }: Plan): string {
  const how = check === "tls" ? "check-ssl verify none " : "";
  return `
defaults
  mode tcp
  timeout connect 2s
  timeout check 2s
  timeout client 1h
  timeout server 1h
  retries 2
  option redispatch 1
listen pbx
  bind ${address}:${port}
  default-server ${how}inter 2s fall 3 rise 2 on-marked-down shutdown-sessions
  server main ${main}:${port} check
  server backup ${backup}:${port} check backup
`;
}
