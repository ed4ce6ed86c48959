/** One life of a server, from its boot to its crash: the listener, the sockets, and all it knows; nothing outlives it. */
import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { createCallBook, type CallEntry } from "./calls/call-book.ts";
import { ringOperator, type RingingLeg, type RingOrder, type RingState } from "./calls/ring-operator.ts";
import { createExchange } from "./exchange.ts";
import type { Flow, PbxContext } from "./pbx-context.ts";
import { createRegistrar, type Binding } from "./registrar.ts";
import { createDigest } from "./sip/digest.ts";
import { createTurns } from "./turns.ts";
import type { Program, Voice } from "./voice/voice.ts";
import type { WireState } from "./voice/wire.ts";

export type BootParts = {
  readonly domain: string;
  readonly port: number;
  readonly accounts: ReadonlyMap<string, string>;
  readonly isOverloaded: () => boolean;
  readonly isDistrustful: () => boolean;
  readonly createVoice: (program: Program) => Promise<Voice>;
};

export type RunningServer = {
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly cutOff: () => void;
  readonly reconnect: () => void;
  readonly forgetRegistrations: () => void;
  readonly registrations: () => readonly Binding[];
  readonly calls: () => readonly CallEntry[];
  readonly ring: (order: RingOrder, onChange: (state: RingState) => void) => RingingLeg;
  /** As SIGKILL: every socket is closed by the system, without a word. */
  readonly kill: () => Promise<void>;
};

const loopback = "127.0.0.1";

/** Rejects when the port is taken. */
export async function bootServer(parts: BootParts): Promise<RunningServer> {
  const turns = createTurns();
  const registrar = createRegistrar();
  const calls = createCallBook();
  const sockets = new Set<WebSocket>();
  const unjoined = new Set<Duplex>();
  const voices = new Set<Voice>();
  const legs: RingingLeg[] = [];
  let wires: WireState = "open";
  let isCut = false;
  let isDead = false;

  const context: PbxContext = {
    domain: parts.domain,
    authority: `${loopback}:${parts.port}`,
    turns,
    dialogs: new Map(),
    unanswered: new Map(),
    responses: new Map(),
    async openVoice(program) {
      const voice = await parts.createVoice(program);
      if (isDead) voice.close();
      voice.setWire(wires);
      voices.add(voice);
      return {
        ...voice,
        close() {
          voices.delete(voice);
          voice.close();
        },
      };
    },
    calls,
  };
  const receive = createExchange({
    context,
    registrar,
    digest: createDigest(parts.domain, (user) => parts.accounts.get(user) ?? null),
    users: new Set(parts.accounts.keys()),
    isOverloaded: parts.isOverloaded,
    isDistrustful: parts.isDistrustful,
  });

  const upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => "sip", maxPayload: 65_536 });
  const listener = await listen(parts.port);
  listener.on("connection", (socket) => {
    unjoined.add(socket);
    // A phone may break off while its upgrade waits for a thaw, when nobody else listens to the socket.
    socket.on("error", () => socket.destroy());
    socket.once("close", () => unjoined.delete(socket));
  });
  listener.on("request", (_request, response) => {
    turns.run(() => {
      if (!isCut) response.writeHead(426).end("This is a SIP server: connect by WebSocket.");
    });
  });
  listener.on("upgrade", (request, socket, head) => {
    turns.run(() => {
      if (isCut) return;
      unjoined.delete(socket);
      upgrades.handleUpgrade(request, socket, head, join);
    });
  });

  function join(socket: WebSocket): void {
    sockets.add(socket);
    const flow: Flow = {
      send(text) {
        if (!isCut && !isDead && socket.readyState === socket.OPEN) socket.send(text);
      },
      isOpen: () => socket.readyState === socket.OPEN,
    };
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => {
      turns.run(() => {
        if (!isCut) receive(data.toString("utf8"), flow);
      });
    });
    socket.once("close", () => {
      sockets.delete(socket);
      turns.run(() => registrar.dropFlow(flow));
    });
  }

  function setWires(state: WireState): void {
    wires = state;
    for (const voice of voices) voice.setWire(state);
  }

  return {
    freeze() {
      turns.freeze();
      for (const socket of sockets) socket.pause();
      setWires("held");
    },
    thaw() {
      turns.thaw();
      for (const socket of sockets) socket.resume();
      setWires("open");
    },
    cutOff() {
      isCut = true;
      for (const socket of sockets) socket.pause();
      setWires("cut");
    },
    reconnect() {
      isCut = false;
      for (const socket of sockets) socket.terminate();
      for (const socket of unjoined) socket.destroy();
      setWires("open");
    },
    forgetRegistrations: registrar.forgetAll,
    registrations: () => registrar.list(Date.now()),
    calls: calls.entries,
    ring(order, onChange) {
      const leg = ringOperator(context, registrar, order, onChange);
      legs.push(leg);
      return leg;
    },
    async kill() {
      isDead = true;
      turns.end();
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.terminate();
      for (const socket of unjoined) socket.destroy();
      for (const voice of voices) voice.close();
      for (const leg of legs) leg.lose();
      await closed;
    },
  };
}

function listen(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => resolve(server));
  });
}
