/** SIP.js's SimpleUser, which knows one server: one of it for each, every one in a page of its own browser. */
import type { Testbed } from "../../testbed/start-testbed.ts";
import { openBaseline, type BaselinePage } from "../open-baseline.ts";
import type { BaselineNews } from "../page/main.ts";
import { followDial, ringsOf, type CallNews } from "./followed-dial.ts";
import { serverNames, type Peer, type PeerKind, type ServerName } from "./peer.ts";

const user = "1002";
/** When nothing is said it registers for 600 s and gives up after 3 attempts to reconnect. */
const options = { reconnectionAttempts: 1_000, expiresS: 30 };

export function simpleUser(version: string): PeerKind {
  return {
    name: "SIP.js SimpleUser",
    version,
    user,
    command: "test/bench/page/main.ts",
    settings:
      "in Chromium, one SimpleUser and one page a server, driven through its own methods; " +
      `\`reconnectionAttempts: ${options.reconnectionAttempts}\`, \`registererOptions.expires: ${options.expiresS}\``,
    async start(testbed) {
      const main = await openBaseline(testbed.main, user, options);
      try {
        return drive(testbed, { main, backup: await openBaseline(testbed.backup, user, options) });
      } catch (error) {
        await main.close();
        throw error;
      }
    },
  };
}

function drive(testbed: Testbed, lines: Record<ServerName, BaselinePage>): Peer {
  const newsOf = (server: ServerName): Promise<readonly BaselineNews[]> =>
    lines[server].page.evaluate(() => [...window.baseline.news()]);
  const callsOf = async (server: ServerName): Promise<CallNews[]> =>
    (await newsOf(server)).flatMap(({ at, kind }) =>
      kind === "rung" || kind === "dialRinging" || kind === "dialOver" ? [{ at, kind }] : [],
    );
  let dialled: ServerName = "main";
  return {
    async dial(target, via, limitMs) {
      const server = via ?? "main";
      dialled = server;
      const atDial = Date.now();
      await lines[server].page.evaluate(
        (address) => void window.baseline.dial(address),
        `sip:${target}@${testbed[server].domain}`,
      );
      return followDial(() => callsOf(server), atDial, limitMs);
    },
    async hangUp() {
      await lines[dialled].page.evaluate(() => window.baseline.hangUp().catch(() => undefined));
    },
    rings: async () => ringsOf((await Promise.all(serverNames.map(callsOf))).flat()),
    async isShownRegistered(server) {
      const told = (await newsOf(server)).filter(
        ({ kind }) => kind === "registered" || kind === "unregistered" || kind === "disconnected",
      );
      return told.at(-1)?.kind === "registered";
    },
    async stop() {
      await Promise.all(serverNames.map((server) => lines[server].close()));
    },
  };
}
