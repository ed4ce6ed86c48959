/** A line to one Asterisk that can be slow: a relay in front of its WebSocket port, which reads what it carries. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { connect as connectTls, TLSSocket } from "node:tls";
import type { AsteriskServer } from "./asterisk-server.ts";
import { createWay } from "./carrying-way.ts";
import { divertPort, endDiversions } from "./divert-port.ts";
import { isAnswer200 } from "./is-answer-200.ts";
import { createFrameReader } from "./read-frames.ts";

export type SlowLine = {
  /** Every byte takes that much longer, each way, ms; so do connecting and closing. */
  readonly delay: (byMs: number) => void;
  /** Every 200 to REGISTER and INVITE, ms; what the server says later may come before it. */
  readonly slowDown200: (byMs: number) => void;
  /** When it last carried anything of the server's, monotonic ms. */
  readonly atLastSign: () => number;
  /** Connections go straight to the server again; those on the line are reset. */
  readonly remove: () => void;
};

/**
 * Every connection to the server is made over it from now on; those that are up are reset. It speaks TLS with the server's
 * own certificate, takes a connection only once the server has taken it, and ends one side where the other ends.
 */
export async function laySlowLine(server: AsteriskServer): Promise<SlowLine> {
  const readEtc = (name: string): Buffer => readFileSync(join(server.folder, "etc", name));
  const identity = { isServer: true, cert: readEtc("server.crt"), key: readEtc("server.key") };
  const port = Number(new URL(server.wssUrl).port);
  const up = createWay();
  const down = createWay();
  const sockets = new Set<Socket>();
  let slow200Ms = 0;
  let atLastSign = 0;

  function keep<S extends Socket>(socket: S): S {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).once("close", () => sockets.delete(socket));
    return socket;
  }

  function open(phone: Socket): void {
    keep(phone);
    // The phone has its turn with TCP and with TLS before its first request.
    up.carry(() => down.carry(() => up.carry(() => dial(phone))));
  }

  function dial(phone: Socket): void {
    const wire = keep(connect({ host: server.address, port, localAddress: server.address }));
    const there = keep(connectTls({ socket: wire, rejectUnauthorized: false }));
    let here: TLSSocket | null = null;
    there.once("secureConnect", () =>
      down.carry(() => {
        if (phone.destroyed) there.destroy();
        else here = pair(phone, there);
      }),
    );
    // A server that is down refuses; one that goes closes what it has.
    there.once("close", () => down.carry(() => (here === null ? phone.resetAndDestroy() : here.destroySoon())));
    phone.once("close", () => up.carry(() => there.destroySoon()));
  }

  function pair(phone: Socket, there: TLSSocket): TLSSocket {
    const here = keep(new TLSSocket(phone, identity));
    // It has the phone's handle now; whoever ends the phone's side ends this.
    sockets.delete(phone);
    here.on("data", (data: Buffer) => up.carry(() => void there.write(data)));
    here.once("close", () => up.carry(() => there.destroySoon()));
    const pass = (bytes: Buffer): void =>
      down.carry(() => {
        atLastSign = performance.now();
        if (here.writable) here.write(bytes);
      });
    there.on(
      "data",
      createFrameReader(({ bytes, text }) => {
        if (slow200Ms > 0 && isAnswer200(text)) setTimeout(pass, slow200Ms, bytes);
        else pass(bytes);
      }),
    );
    return here;
  }

  const relay = createServer({ pauseOnConnect: true }, open).listen(0, server.address);
  await once(relay, "listening");
  divertPort(server.address, port, (relay.address() as AddressInfo).port);
  server.resetConnections();

  return {
    delay(byMs) {
      up.delay(byMs);
      down.delay(byMs);
    },
    slowDown200(byMs) {
      slow200Ms = byMs;
    },
    atLastSign: () => atLastSign,
    remove() {
      endDiversions(server.address);
      server.resetConnections();
      relay.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
