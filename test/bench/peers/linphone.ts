/** linphone-daemon with a proxy on each server, driven as its operator would through its standard input. */
import { accountPassword } from "../../testbed/accounts.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import type { PlainTransport } from "./baresip.ts";
import { startClient } from "./client-process.ts";
import { followDial, ringsOf } from "./followed-dial.ts";
import { createDaemonReader } from "./linphone-lines.ts";
import { waitUntil, type Peer, type PeerKind } from "./peer.ts";

/** Asked for in REGISTER, s; its default is 3,600. */
const registerEveryS = 30;
const answerTimeoutMs = 10_000;
const accountOf = { main: "1", backup: "2" } as const;

export function linphone(root: string, version: string, user: string, transport: PlainTransport): PeerKind {
  return {
    name: `linphone, ${transport.toUpperCase()}`,
    version,
    user,
    command: "linphone-daemon --config <file>",
    settings:
      `two proxies: \`reg_proxy=<sip:SERVER;transport=${transport}>\`, \`reg_route\` the same, ` +
      `\`reg_expires=${registerEveryS}\`; driven through its standard input (\`call\`, \`terminate\`, \`register-status\`)`,
    start: (testbed) => start(root, testbed, user, transport),
  };
}

async function start(root: string, testbed: Testbed, user: string, transport: PlainTransport): Promise<Peer> {
  const reader = createDaemonReader();
  const client = startClient({
    root,
    program: "/usr/bin/linphone-daemon",
    args: ["--config", "/tmp/linphonerc", "--log", "/tmp/log"],
    files: { linphonerc: renderConfig(testbed, user, transport), ".local/share/linphone/made": "" },
    onText: (text) => reader.take(text, Date.now()),
  });
  const say = (command: string): boolean => client.child.stdin?.write(`${command}\n`) ?? false;
  return {
    // It takes the account whose domain is in the address.
    async dial(target, via, limitMs) {
      const atDial = Date.now();
      say(`call sip:${target}@${testbed[via ?? "main"].domain}`);
      return followDial(() => reader.news, atDial, limitMs);
    },
    async hangUp() {
      const id = reader.dialled();
      if (id !== null) say(`terminate ${id}`);
    },
    rings: async () => ringsOf(reader.news),
    async isShownRegistered(server) {
      const { registrations } = reader;
      const before = registrations.length;
      say("register-status ALL");
      const find = () => registrations.slice(before).find(({ account }) => account === accountOf[server]);
      if (await waitUntil(() => find() !== undefined, answerTimeoutMs, 10)) return find()?.state === "Ok";
      throw new Error(`linphone-daemon did not answer:\n${client.output().slice(-2_000)}`);
    },
    stop: client.stop,
  };
}

/** Ports of -1 are any free one. */
function renderConfig(testbed: Testbed, user: string, transport: PlainTransport): string {
  const listening = { udp: transport === "udp" ? -1 : 0, tcp: transport === "tcp" ? -1 : 0 };
  const proxies = [testbed.main, testbed.backup].flatMap(({ domain }, index) => [
    `[proxy_${index}]`,
    `reg_proxy=<sip:${domain};transport=${transport}>`,
    `reg_route=<sip:${domain};transport=${transport};lr>`,
    `reg_identity=<sip:${user}@${domain}>`,
    `reg_expires=${registerEveryS}`,
    "reg_sendregister=1",
  ]);
  return `${[
    "[sip]",
    `sip_port=${listening.udp}`,
    `sip_tcp_port=${listening.tcp}`,
    "sip_tls_port=0",
    "use_ipv6=0",
    "default_proxy=0",
    "[rtp]",
    "audio_rtp_port=-1",
    "[auth_info_0]",
    `username=${user}`,
    `passwd=${accountPassword}`,
    "realm=asterisk",
    ...proxies,
  ].join("\n")}\n`;
}
