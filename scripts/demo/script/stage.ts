/** What a step of the story works with: the app, an ear in it, the two servers, and questions about all of them. */
import type { Call } from "../../../shared/model/call.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { openEar, withEar, type Ear } from "../../../test/e2e/hear-audio.ts";
import { launchApp, type TandemApp } from "../../../test/e2e/launch-app.ts";
import type { Pair } from "../start-pair.ts";

export type Stage = {
  readonly pair: Pair;
  /** Launches the app, once. */
  readonly enter: () => Promise<void>;
  readonly app: () => TandemApp;
  /** Put in at its first use; the engine's page must be up. */
  readonly ear: () => Promise<Ear>;
  /** Waits, by every Event, until it holds. @returns the ms it took. Throws what was expected and what was seen. */
  readonly until: (what: string, test: (snapshot: Snapshot) => boolean, limitMs: number) => Promise<number>;
  /** The same of one call. */
  readonly untilCall: (id: CallId, what: string, test: (call: Call) => boolean, limitMs: number) => Promise<number>;
  readonly describe: () => string;
  readonly leave: () => Promise<void>;
};

/** Chromium counts 127.0.0.1 among its own addresses, so that a voice needs no network. */
const flags = { TANDEM_CHROMIUM_FLAGS: `${withEar.TANDEM_CHROMIUM_FLAGS} --allow-loopback-in-peer-connection` };

export function createStage(pair: Pair, failbackAfterMs: number): Stage {
  let running: TandemApp | null = null;
  let launched: Promise<TandemApp> | null = null;
  let opened: Promise<Ear> | null = null;

  const present = (): TandemApp => {
    if (running === null) throw new Error("The app has not been launched yet");
    return running;
  };

  const stage: Stage = {
    pair,
    async enter() {
      launched = launchApp({ policy: pair.policyDocument(failbackAfterMs), env: flags });
      running = await launched;
    },
    app: present,
    ear: () => (opened ??= openEar(present())),
    async until(what, test, limitMs) {
      const atStart = performance.now();
      try {
        await present().feed.until(test, limitMs);
      } catch {
        throw new Error(`expected ${what} within ${limitMs} ms; saw ${stage.describe()}`);
      }
      return Math.round(performance.now() - atStart);
    },
    untilCall: (id, what, test, limitMs) =>
      stage.until(what, ({ calls }) => calls.some((call) => call.id === id && test(call)), limitMs),
    describe: () => (running === null ? "no app yet" : describeSnapshot(running.feed.snapshot())),
    async leave() {
      const ear = await opened?.catch(() => null);
      ear?.close();
      const app = await launched?.catch(() => null);
      await app?.close();
    },
  };
  return stage;
}

function describeSnapshot({ servers, nextCall, calls }: Snapshot): string {
  const ofServers = servers.map(({ name, state, overloaded }) => `${name} ${state}${overloaded ? ", overloaded" : ""}`);
  const ofCalls = calls.map(({ direction, remote, state, serverId, signalling, end }) => {
    const why = end === null ? `signalling ${signalling}` : end.reason;
    return `${direction} ${remote.number ?? "withheld"} ${state} on ${serverId} (${why})`;
  });
  const next = `next call through ${nextCall.serverId ?? "nobody"} (${nextCall.why})`;
  return [...ofServers, next, ...(ofCalls.length === 0 ? ["no calls"] : ofCalls)].join("; ");
}
