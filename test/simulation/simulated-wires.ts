/** The machines of the simulation, the endpoints that talk to them, and their wires. */
import { ServerId } from "../../shared/model/ids.ts";
import type { ServerConfig } from "../../shared/model/phone-config.ts";
import type { Agenda } from "./agenda.ts";
import {
  createSimulatedServer,
  type ServerMessage,
  type ServerRequest,
  type SimulatedServer,
} from "./simulated-server.ts";
import type { WatchedNow } from "./watched-now.ts";
import { createSimulatedWire, type SimulatedWire } from "./simulated-wire.ts";

/** A machine, and the way to it. */
export type Wire = { readonly machine: SimulatedServer; readonly way: SimulatedWire };

/** The endpoint of one configured server. */
export type Line = {
  readonly number: number;
  readonly server: ServerConfig;
  readonly wire: Wire;
  current: number;
  isOpen: boolean;
  readonly lingering: Set<number>;
  /** Sent as soon as there is a socket again: BYEs, and CANCELs of abandoned INVITEs whose socket died. */
  owed: ServerRequest[];
  /** Its server left the document: it tells nothing of itself, and carries its calls to their end. */
  isLeaving: boolean;
  /** Its subscriptions; of two to the same the newer counts. */
  readonly watched: WatchedNow;
};

/** Sockets of different endpoints on one machine are different numbers. */
export const socketsPerLine = 100_000;

export function machineOf(url: string): ServerId {
  return ServerId.parse(new URL(url).hostname.split(".")[0]);
}

/** The number by which the machine knows a socket of this endpoint. */
export function socketOf(line: Line, connection = line.current): number {
  return line.number * socketsPerLine + connection;
}

/** @param socket as the machine counts them. */
export function hasSocket(line: Line, socket: number): boolean {
  return (line.isOpen && socketOf(line) === socket) || line.lingering.has(socket);
}

export type Wires = {
  /** By the name of the machine: the first label of the host in a URL. */
  readonly servers: ReadonlyMap<ServerId, SimulatedServer>;
  /** The machine is made when the first endpoint wants it. */
  readonly wireTo: (url: string) => Wire;
  readonly findWire: (machine: ServerId) => Wire;
  /** @returns false when the endpoint has no such socket. */
  readonly request: (line: Line, socket: number, message: ServerRequest) => boolean;
};

/** @param deliver takes what a machine says on one of its sockets. */
export function createWires(
  agenda: Agenda,
  deliver: (wire: Wire, socket: number, message: ServerMessage) => void,
): Wires {
  const wires = new Map<ServerId, Wire>();
  const servers = new Map<ServerId, SimulatedServer>();

  function wireTo(url: string): Wire {
    const id = machineOf(url);
    const known = wires.get(id);
    if (known !== undefined) return known;
    const machine = createSimulatedServer(id, agenda, (socket, message) => deliver(wire, socket, message));
    const wire: Wire = { machine, way: createSimulatedWire(agenda) };
    wires.set(id, wire);
    servers.set(id, machine);
    return wire;
  }

  function findWire(machine: ServerId): Wire {
    const wire = wires.get(machine);
    if (wire === undefined) throw new Error(`No machine ${machine}`);
    return wire;
  }

  function request(line: Line, socket: number, message: ServerRequest): boolean {
    if (!hasSocket(line, socket)) return false;
    line.wire.way.carry("up", () => line.wire.machine.receive(socket, message));
    return true;
  }

  return { servers, wireTo, findWire, request };
}
