/** baresip with an account on each server, driven as its operator would through its ctrl_tcp module. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { accountPassword } from "../../testbed/accounts.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import { isShownOk, readEvent, readNetstrings, readResponse, toNetstring } from "./baresip-lines.ts";
import { findFreePort, startClient } from "./client-process.ts";
import { followDial, ringsOf, type CallNews } from "./followed-dial.ts";
import { waitUntil, type Peer, type PeerKind, type ServerName } from "./peer.ts";

export type PlainTransport = "udp" | "tcp";

/** Asked for in REGISTER, s; its default is 3,600. */
const registerEveryS = 30;
const commandTimeoutMs = 10_000;

const accountLine = (user: string, domain: string, transport: PlainTransport, password: string): string =>
  `<sip:${user}@${domain};transport=${transport}>;auth_pass=${password};regint=${registerEveryS}`;

export function baresip(root: string, version: string, user: string, transport: PlainTransport): PeerKind {
  return {
    name: `baresip, ${transport.toUpperCase()}`,
    version,
    user,
    command: "baresip -f <folder>",
    settings:
      `accounts, one line a server: \`${accountLine(user, "SERVER", transport, "…")}\`; ` +
      "driven through its module ctrl_tcp (`uafind`, `dial`, `hangup`, `reginfo`)",
    start: (testbed) => start(root, testbed, user, transport),
  };
}

async function start(root: string, testbed: Testbed, user: string, transport: PlainTransport): Promise<Peer> {
  const [controlPort, sipPort] = [await findFreePort(), await findFreePort()];
  const lines = [testbed.main, testbed.backup].map(({ domain }) =>
    accountLine(user, domain, transport, accountPassword),
  );
  const files = { config: renderConfig(controlPort, sipPort), accounts: `${lines.join("\n")}\n`, contacts: "" };
  const client = startClient({ root, program: "/usr/bin/baresip", args: ["-f", "/tmp"], files });
  const news: CallNews[] = [];
  try {
    const line = await openControl(controlPort, news);
    return drive(testbed, user, news, line, async () => {
      line.socket.destroy();
      await client.stop();
    });
  } catch (error) {
    await client.stop();
    throw new Error(`baresip did not start:\n${client.output()}`, { cause: error });
  }
}

type Control = { readonly socket: Socket; readonly ask: (command: string, params?: string) => Promise<string> };

function drive(testbed: Testbed, user: string, news: CallNews[], { ask }: Control, stop: () => Promise<void>): Peer {
  const aor = (server: ServerName): string => `sip:${user}@${testbed[server].domain}`;
  return {
    // Its `dial` follows the account of the last incoming call, so the account is always chosen first.
    async dial(target, via, limitMs) {
      const server = via ?? "main";
      await ask("uafind", aor(server));
      const atDial = Date.now();
      await ask("dial", `sip:${target}@${testbed[server].domain}`);
      return followDial(() => news, atDial, limitMs);
    },
    async hangUp() {
      await ask("hangup");
    },
    rings: async () => ringsOf(news),
    isShownRegistered: async (server) => isShownOk(await ask("reginfo"), aor(server)),
    stop,
  };
}

async function openControl(port: number, news: CallNews[]): Promise<Control> {
  let socket = connect(port, "127.0.0.1");
  const isOpen = await waitUntil(async () => {
    socket.destroy();
    socket = connect(port, "127.0.0.1");
    return once(socket, "connect").then(
      () => true,
      () => false,
    );
  }, 10_000);
  if (!isOpen) throw new Error("its ctrl_tcp cannot be reached");
  const waiting = new Map<string, (data: string) => void>();
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    const read = readNetstrings(Buffer.concat([rest, chunk]));
    rest = read.rest;
    for (const text of read.texts) {
      const told = readEvent(text, Date.now());
      if (told !== null) news.push(told);
      const response = readResponse(text);
      if (response !== null) waiting.get(response.token)?.(response.data);
    }
  });
  let asked = 0;
  return {
    socket,
    ask: (command, params = "") =>
      new Promise((resolve, reject) => {
        asked += 1;
        const token = String(asked);
        const timer = setTimeout(() => reject(new Error(`baresip did not answer ${command}`)), commandTimeoutMs);
        waiting.set(token, (data) => {
          clearTimeout(timer);
          waiting.delete(token);
          resolve(data);
        });
        socket.write(toNetstring(JSON.stringify({ command, params, token })));
      }),
  };
}

/** A sine for a microphone and a file for an ear: there is no sound card to need. */
function renderConfig(controlPort: number, sipPort: number): string {
  return `${[
    "module_path /usr/lib/baresip/modules",
    "module account.so",
    "module g711.so",
    "module ausine.so",
    "module aufile.so",
    "module_app menu.so",
    "module_app ctrl_tcp.so",
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    `sip_listen 0.0.0.0:${sipPort}`,
    "audio_source ausine,440",
    "audio_player aufile,/tmp/play.wav",
    "audio_alert aufile,/tmp/alert.wav",
  ].join("\n")}\n`;
}
