/** An embedded PBX: one SIP server over WebSocket on loopback, in this process, with every fault on command. */
import type { CallEntry } from "./calls/call-book.ts";
import type { RingingLeg, RingOrder, RingState } from "./calls/ring-operator.ts";
import { bootServer, type RunningServer } from "./boot-server.ts";
import type { Binding } from "./registrar.ts";
import { createSilentVoice } from "./voice/silent-voice.ts";
import { createVoice } from "./voice/voice.ts";

/** up ⇄ frozen · up ⇄ cutOff · any → crashed → up */
export type PbxState = "up" | "frozen" | "cutOff" | "crashed";

export type Pbx = {
  readonly id: string;
  readonly name: string;
  /** ws://127.0.0.1:<port>/ws; the same after a crash. */
  readonly url: string;
  readonly domain: string;
  readonly state: () => PbxState;
  readonly isOverloaded: () => boolean;
  /** SIGKILL: sockets, registrations, calls and voices are gone, and connections are refused. */
  readonly crash: () => Promise<void>;
  /** After a crash. */
  readonly start: () => Promise<void>;
  /** SIGSTOP: the system still accepts connections and keeps what comes; nothing is read, answered or spoken. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** A black hole: nothing comes through either way, and what was sent is lost for ever, voices too. */
  readonly cutOff: () => void;
  readonly reconnect: () => void;
  /** 503 to INVITE and OPTIONS; REGISTER succeeds and calls go on. */
  readonly overload: (isOn: boolean) => void;
  /** Credentials are never good enough: each is answered with another 401. */
  readonly distrust: (isOn: boolean) => void;
  /** The registrations are gone, the sockets stay. */
  readonly forgetRegistrations: () => void;
  /** Takes back whatever fault it has. */
  readonly restore: () => Promise<void>;
  readonly registrations: () => readonly Binding[];
  /** The calls since it started, newest last. */
  readonly calls: () => readonly CallEntry[];
  /** A caller from outside rings an operator; on a frozen server he begins when it thaws. Null while it is crashed. */
  readonly ring: (order: RingOrder, onChange: (state: RingState) => void) => RingingLeg | null;
  readonly stop: () => Promise<void>;
};

export type PbxOptions = {
  readonly id: string;
  readonly name: string;
  /** Passwords by user. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Calls are answered without any media, which is cheap; default false. */
  readonly isSilent?: boolean;
};

export async function startPbx({ id, name, accounts, isSilent = false }: PbxOptions): Promise<Pbx> {
  const domain = `${id}.pbx.test`;
  let isOverloaded = false;
  let isDistrustful = false;
  const boot = (port: number): Promise<RunningServer> =>
    bootServer({
      domain,
      port,
      accounts,
      isOverloaded: () => isOverloaded,
      isDistrustful: () => isDistrustful,
      createVoice: isSilent ? () => Promise.resolve(createSilentVoice()) : createVoice,
    });

  const first = await bootOnFreePort(boot);
  const { port } = first;
  let server: RunningServer | null = first.server;
  let state: PbxState = "up";
  /** Two who ask at once get one start. */
  let starting: Promise<void> | null = null;

  async function bootAgain(): Promise<void> {
    server = await boot(port);
    state = "up";
  }

  const pbx: Pbx = {
    id,
    name,
    url: `ws://127.0.0.1:${port}/ws`,
    domain,
    state: () => state,
    isOverloaded: () => isOverloaded,
    async crash() {
      const killed = server;
      server = null;
      state = "crashed";
      isOverloaded = false;
      isDistrustful = false;
      await killed?.kill();
    },
    async start() {
      if (state !== "crashed") return;
      starting ??= bootAgain();
      await starting.finally(() => {
        starting = null;
      });
    },
    freeze() {
      if (state !== "up") return;
      server?.freeze();
      state = "frozen";
    },
    thaw() {
      if (state !== "frozen") return;
      state = "up";
      server?.thaw();
    },
    cutOff() {
      if (state !== "up") return;
      server?.cutOff();
      state = "cutOff";
    },
    reconnect() {
      if (state !== "cutOff") return;
      state = "up";
      server?.reconnect();
    },
    overload(isOn) {
      isOverloaded = isOn && state !== "crashed";
    },
    distrust(isOn) {
      isDistrustful = isOn && state !== "crashed";
    },
    forgetRegistrations() {
      server?.forgetRegistrations();
    },
    async restore() {
      isOverloaded = false;
      isDistrustful = false;
      pbx.thaw();
      pbx.reconnect();
      await pbx.start();
    },
    registrations: () => server?.registrations() ?? [],
    calls: () => server?.calls() ?? [],
    ring: (order, onChange) => server?.ring(order, onChange) ?? null,
    async stop() {
      await starting?.catch(() => undefined);
      await pbx.crash();
    },
  };
  return pbx;
}

/**
 * Below the ports that systems hand out by themselves (from 32,768 on Linux, 49,152 elsewhere): while the server is down
 * nobody's outgoing connection can take its port.
 */
async function bootOnFreePort(
  boot: (port: number) => Promise<RunningServer>,
): Promise<{ readonly port: number; readonly server: RunningServer }> {
  let trouble: unknown;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    try {
      return { port, server: await boot(port) };
    } catch (error) {
      trouble = error;
    }
  }
  throw new Error("no free port for a server on 127.0.0.1", { cause: trouble });
}
