/**
 * One account on one address, as softphones usually are: SIP.js with its defaults, plus what it leaves to the program around
 * it, done as well as can be. A socket that closed is opened anew at once and then every 4 s, without end, and so is one whose
 * registration was not refreshed.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Inviter, Registerer, RegistererState, UserAgent, type Core, type SessionDescriptionHandler } from "sip.js";
import { WebSocket } from "ws";
import { accountPassword } from "../../testbed/accounts.ts";
import { silentSdp } from "../../testbed/sip-message.ts";
import type { Resolver } from "./moving-name.ts";
import { ringingNumber, type SchemePhone } from "./scheme-phone.ts";

export type OrdinaryPhone = SchemePhone & {
  /** Resolves once it is registered. */
  readonly whenRegistered: Promise<void>;
  /** Calls the number and stays in the call. */
  readonly talk: (target: string) => void;
};

export type OrdinaryPhoneOptions = {
  readonly user: string;
  /** What stands in its account: a name that the resolver knows, or an address. */
  readonly host: string;
  readonly port: number;
  readonly resolver: Resolver | null;
  readonly expiresS: number;
};

/** SIP.js SimpleUser's own. */
const reconnectEveryMs = 4_000;

export function startOrdinaryPhone({ user, host, port, resolver, expiresS }: OrdinaryPhoneOptions): OrdinaryPhone {
  // SIP.js takes the socket of the platform, and a page's socket has the resolver of its browser.
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string, protocol: string) {
      const lookup = resolvers.get(new URL(url).hostname)?.lookup;
      super(url, protocol, { rejectUnauthorized: false, perMessageDeflate: false, ...(lookup && { lookup }) });
      this.on("error", () => {});
    }
  } as unknown as typeof globalThis.WebSocket;
  const name = resolver === null ? host : `${user}.${host}`;
  if (resolver !== null) resolvers.set(name, resolver);
  const rings: number[] = [];
  let isStopped = false;
  let line: UserAgent | null = null;
  let tellRegistered: () => void = () => {};
  const whenRegistered = new Promise<void>((resolve) => (tellRegistered = resolve));

  function connect(): void {
    const agent = new UserAgent({
      uri: toUri(`sip:${user}@${host}`),
      authorizationUsername: user,
      authorizationPassword: accountPassword,
      transportOptions: { server: `wss://${name}:${port}/ws`, traceSip: false },
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: () => pretendVoice,
      delegate: { onInvite: () => rings.push(Date.now()) },
    });
    line = agent;
    const registerer = new Registerer(agent, { expires: expiresS });
    let isOver = false;
    const startOver = (afterMs: number) => {
      if (isOver) return;
      isOver = true;
      agent.transport.dispose().catch(() => {});
      setTimeout(() => isStopped || connect(), afterMs);
    };
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered) tellRegistered();
      else if (state === RegistererState.Unregistered) startOver(0);
    });
    agent.transport.onDisconnect = () => startOver(0);
    agent
      .start()
      .then(() => registerer.register())
      .catch(() => startOver(reconnectEveryMs));
  }

  const call = (target: string): Inviter | null =>
    line === null ? null : new Inviter(line, toUri(`sip:${target}@${host}`));
  connect();
  return {
    user,
    whenRegistered,
    rings: () => rings,
    async dial(limitMs) {
      const inviter = call(ringingNumber);
      if (inviter === null) return null;
      const end = new AbortController();
      const rang = new Promise<number | null>((resolve) => {
        const onProgress = ({ message }: Core.IncomingResponse) =>
          void ((message.statusCode ?? 0) >= 180 && resolve(Date.now()));
        inviter.invite({ requestDelegate: { onProgress, onReject: () => resolve(null) } }).catch(() => resolve(null));
        sleep(limitMs, null, { signal: end.signal }).then(resolve, () => {});
      });
      const at = await rang;
      end.abort();
      inviter.cancel().catch(() => {});
      return at;
    },
    talk: (target) =>
      void call(target)
        ?.invite()
        .catch(() => {}),
    stop() {
      isStopped = true;
      line?.transport.dispose().catch(() => {});
    },
  };
}

const resolvers = new Map<string, Resolver>();

function toUri(text: string) {
  const uri = UserAgent.makeURI(text);
  if (uri === undefined) throw new Error(`${text} is no SIP URI`);
  return uri;
}

const pretendVoice: SessionDescriptionHandler = {
  close: () => {},
  getDescription: () => Promise.resolve({ body: silentSdp(), contentType: "application/sdp" }),
  hasDescription: (contentType) => contentType === "application/sdp",
  setDescription: () => Promise.resolve(),
  sendDtmf: () => false,
};
