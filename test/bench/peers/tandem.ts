/** Tandem itself, built and without a window, driven through its local API. */
import { launchApp, type TandemApp } from "../../e2e/launch-app.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import type { Peer, PeerKind } from "./peer.ts";

const user = "1001";

export function tandem(version: string): PeerKind {
  return {
    name: "Tandem",
    version,
    user,
    command: "tandem --headless --policy=<file>",
    settings: "every default; driven through its local API (`call.dial`, `call.hangUp`)",
    start,
  };
}

async function start(testbed: Testbed): Promise<Peer> {
  const app = await launchApp({ policy: testbed.policyDocument(user), env: { TANDEM_LOG: "" } });
  try {
    await app.until("both measured", ({ servers }) => servers.every(({ rttMs }) => rttMs !== null), 20_000);
  } catch (error) {
    await app.close();
    throw error;
  }
  return drive(app);
}

function drive(app: TandemApp): Peer {
  let dialled: Awaited<ReturnType<TandemApp["dial"]>> | null = null;
  return {
    async dial(target, via, limitMs) {
      const atDial = Date.now();
      const id = await app.dial(target, via === null ? {} : { serverId: via });
      dialled = id;
      const decided = app.feed.until(
        ({ calls }) => calls.some((call) => call.id === id && call.state !== "dialing"),
        limitMs,
      );
      const end = await decided.catch(() => null);
      if (end === null) return { kind: "silent", at: atDial + limitMs };
      const rang = app.feed.seen.find(({ event }) => event.type === "call.ringing" && event.call.id === id);
      return rang === undefined ? { kind: "failed", at: end.at } : { kind: "ringing", at: rang.at };
    },
    async hangUp() {
      if (dialled !== null) await app.command({ type: "call.hangUp", callId: dialled });
    },
    rings: async () => {
      const offered = app.feed.seen.filter(({ event }) => event.type === "call.offered");
      return offered.map(({ at }) => at);
    },
    isShownRegistered: async (server) =>
      app.feed.snapshot().servers.some(({ id, state }) => id === server && state === "ready"),
    stop: async () => {
      await app.close();
    },
  };
}
