/**
 * The length of cable between a phone and one voice of the server: two UDP sockets on loopback that pass datagrams on.
 * Faults are made here, beneath ICE and DTLS, so that a frozen or cut server cannot let a single packet slip out.
 */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

export type WireState = "open" | "held" | "cut";

export type Wire = {
  /** Where the phone sends to, on 127.0.0.1. */
  readonly port: number;
  /** Where the voice listens, on 127.0.0.1; what comes before is lost. */
  readonly join: (voicePort: number) => void;
  readonly setState: (state: WireState) => void;
  readonly close: () => void;
};

const loopback = "127.0.0.1";
/** What Linux keeps for a socket nobody reads: 208 KiB, of packets that count 768 bytes each with their overhead. */
const mostHeld = 277;

export async function layWire(): Promise<Wire> {
  const [outside, inside] = await Promise.all([openSocket(), openSocket()]);
  let state: WireState = "open";
  let held: Buffer[] = [];
  let phone: { readonly address: string; readonly port: number } | null = null;
  let voicePort: number | null = null;

  const toVoice = (packet: Buffer): void => {
    if (voicePort !== null) inside.send(packet, voicePort, loopback);
  };
  outside.on("message", (packet, from) => {
    phone = from;
    if (state === "open") toVoice(packet);
    else if (state === "held" && held.length < mostHeld) held.push(packet);
  });
  // A process that stands still sends nothing, and what a cut line takes is lost.
  inside.on("message", (packet) => {
    if (state === "open" && phone !== null) outside.send(packet, phone.port, phone.address);
  });
  // A phone that is gone answers "port unreachable"; UDP carries on.
  for (const socket of [outside, inside]) socket.on("error", () => undefined);

  return {
    port: outside.address().port,
    join(port) {
      voicePort = port;
    },
    setState(next) {
      state = next;
      const waiting = held;
      held = [];
      if (next === "open") for (const packet of waiting) toVoice(packet);
    },
    close() {
      state = "cut";
      outside.close();
      inside.close();
    },
  };
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(0, loopback);
  await once(socket, "listening");
  return socket;
}
