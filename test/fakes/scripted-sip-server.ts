/**
 * A SIP-over-WebSocket server that does exactly what a test says: it answers by rule or by hand, stops reading, drops
 * sockets, and remembers every message with the socket it came on.
 */
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { readSipText, writeReply, type ReplyOptions, type SipText } from "./sip-text.ts";

export type Received = SipText & {
  /** 0 for the first socket that was opened. */
  readonly socket: number;
  readonly reply: (code: number, options?: ReplyOptions) => void;
};

/** @returns true when the message was dealt with. */
export type Rule = (message: Received) => boolean;

export type ScriptedSipServer = {
  readonly url: string;
  readonly received: readonly Received[];
  /** Rules are asked in order, the latest first. */
  readonly addRule: (rule: Rule) => void;
  /** The next message that fits and was not taken before, now or within `withinMs`. */
  readonly take: (fits: (message: Received) => boolean, withinMs?: number) => Promise<Received>;
  readonly takeRequest: (method: string, withinMs?: number) => Promise<Received>;
  readonly takeResponse: (code: number, method: string, withinMs?: number) => Promise<Received>;
  readonly count: (method: string) => number;
  readonly sockets: readonly WebSocket[];
  /** Text to the client on this socket, the newest when not told. */
  readonly send: (text: string, socket?: number) => void;
  /** Stops reading: what the client sends stays in the kernel, as with a frozen server. */
  readonly freeze: (socket: number) => void;
  readonly thaw: (socket: number) => void;
  /** Cuts the TCP connection without a close frame. */
  readonly drop: (socket: number) => void;
  readonly stop: () => Promise<void>;
};

export async function startScriptedSipServer(): Promise<ScriptedSipServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "sip" });
  await new Promise((resolve) => server.once("listening", resolve));
  const sockets: WebSocket[] = [];
  const received: Received[] = [];
  const taken = new WeakSet<Received>();
  const rules: Rule[] = [];
  const waiters = new Set<() => void>();

  server.on("connection", (socket) => {
    const index = sockets.push(socket) - 1;
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => {
      const text = readSipText(data.toString("utf8"));
      const message: Received = {
        ...text,
        socket: index,
        reply: (code, options) => socket.send(writeReply(text, code, options)),
      };
      received.push(message);
      if (rules.findLast((rule) => rule(message)) !== undefined) taken.add(message);
      for (const wake of waiters) wake();
    });
  });

  const take = async (fits: (message: Received) => boolean, withinMs = 10_000): Promise<Received> => {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = received.find((message) => !taken.has(message) && fits(message));
      if (found !== undefined) {
        taken.add(found);
        return found;
      }
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) {
        throw new Error(`No such message within ${withinMs} ms. Received: ${received.map(summarize).join(", ")}`);
      }
      await waitForWake(waiters, leftMs);
    }
  };

  const socketAt = (index: number): WebSocket => {
    const socket = sockets.at(index);
    if (socket === undefined) throw new Error(`No socket ${index}`);
    return socket;
  };

  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    received,
    addRule: (rule) => rules.push(rule),
    take,
    takeRequest: (method, withinMs) => take((message) => message.method === method, withinMs),
    takeResponse: (code, method, withinMs) =>
      take((message) => message.code === code && message.header("CSeq").endsWith(method), withinMs),
    count: (method) => received.filter((message) => message.method === method).length,
    sockets,
    send: (text, socket = -1) => socketAt(socket).send(text),
    freeze: (socket) => socketAt(socket).pause(),
    thaw: (socket) => socketAt(socket).resume(),
    drop: (socket) => socketAt(socket).terminate(),
    async stop() {
      for (const socket of sockets) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function summarize(message: SipText): string {
  return `${message.startLine} (${message.header("CSeq")})`;
}

function waitForWake(waiters: Set<() => void>, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiters.delete(wake);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(wake, atMostMs);
    waiters.add(wake);
  });
}
