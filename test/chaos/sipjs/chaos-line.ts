/** The line between a seat and one server: it can lose one way or both, be slow, reset sockets; it keeps what passed. */
import type { WebSocket } from "ws";
import { createWay } from "../../testbed/carrying-way.ts";
import { isAnswer200 } from "../../testbed/is-answer-200.ts";
import { parseSipMessage, type SipMessage } from "../../testbed/sip-message.ts";

export type Way = "up" | "down";

/** One message as the seat sent or heard it; `at` is the monotonic clock's, ms. */
export type Said = { readonly at: number; readonly way: Way; readonly text: string; readonly message: SipMessage };

export type ChaosLine = {
  /** Before it opens. */
  readonly attach: (socket: WebSocket) => void;
  /** What is held is neither lost nor told: TCP sends it again once the way is free. */
  readonly hold: (way: Way) => void;
  readonly release: () => void;
  readonly isHeld: () => boolean;
  /** Every byte takes that much longer, each way, ms. */
  readonly delay: (byMs: number) => void;
  /** Every 200 to REGISTER and INVITE, ms. */
  readonly slowDown200: (byMs: number) => void;
  readonly reset: () => void;
  /** Oldest first. */
  readonly said: readonly Said[];
};

export function createChaosLine(): ChaosLine {
  const ways = { up: createWay(), down: createWay() };
  const sockets = new Set<WebSocket>();
  const said: Said[] = [];
  let slow200Ms = 0;

  const keep = (way: Way, text: string): void => {
    if (text.trim() !== "") said.push({ at: performance.now(), way, text, message: parseSipMessage(text) });
  };

  function attach(socket: WebSocket): void {
    sockets.add(socket);
    const real = {
      send: socket.send.bind(socket) as (data: string) => void,
      close: socket.close.bind(socket),
      emit: socket.emit.bind(socket) as (name: string | symbol, ...rest: unknown[]) => boolean,
    };
    socket.send = (data: unknown): void => {
      const text = String(data);
      keep("up", text);
      ways.up.carry(() => {
        if (socket.readyState === socket.OPEN) real.send(text);
      });
    };
    socket.close = (code?: number): void => ways.up.carry(() => real.close(code));
    socket.emit = ((name: string, ...rest: unknown[]): boolean => {
      if (name === "close") sockets.delete(socket);
      if (name === "message") {
        const text = String(rest[0]);
        const hear = (): void => {
          keep("down", text);
          real.emit(name, ...rest);
        };
        if (slow200Ms > 0 && isAnswer200(text)) setTimeout(() => ways.down.carry(hear), slow200Ms);
        else ways.down.carry(hear);
      } else if (name === "open") {
        // A handshake needs both ways.
        ways.up.carry(() => ways.down.carry(() => void real.emit(name, ...rest)));
      } else if (name === "close") {
        ways.down.carry(() => void real.emit(name, ...rest));
      } else {
        return real.emit(name, ...rest);
      }
      return true;
    }) as typeof socket.emit;
  }

  return {
    attach,
    hold: (way) => ways[way].hold(),
    release() {
      ways.up.release();
      ways.down.release();
    },
    isHeld: () => ways.up.isHeld() || ways.down.isHeld(),
    delay(byMs) {
      ways.up.delay(byMs);
      ways.down.delay(byMs);
    },
    slowDown200(byMs) {
      slow200Ms = byMs;
    },
    reset() {
      for (const socket of sockets) socket.terminate();
    },
    said,
  };
}
