/** The desk behind panel and keys: carries out an order on the two servers and tells how everything stands. */
import { toErrorText } from "../../../shared/lib/error-text.ts";
import { placeIncoming, type IncomingCall } from "../../../test/pbx/place-incoming.ts";
import type { Pbx } from "../../../test/pbx/start-pbx.ts";
import type { Snapshot } from "../../../shared/model/snapshot.ts";
import { operator, type Pair } from "../start-pair.ts";
import type { DeskOrder, Fault } from "./desk-order.ts";
import { describeCaller, describeSeat, describeSeen, describeServer } from "./describe-desk.ts";

export type DeskView = {
  readonly servers: readonly {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    /** up, frozen, cutOff, crashed or overloaded: the colour of its mark. */
    readonly mark: string;
    readonly sentence: string;
    /** How the softphone sees it. */
    readonly seen: string;
    /** The faults that would change something now. */
    readonly offers: readonly Fault[];
  }[];
  readonly seat: string;
  readonly caller: string;
  readonly hasCaller: boolean;
};

export type Desk = {
  /** @returns what was done, in one sentence. */
  readonly obey: (order: DeskOrder) => Promise<string>;
  readonly view: () => DeskView;
};

/** @param readApp the app's last Snapshot; null while it cannot be asked. */
export function createDesk(pair: Pair, readApp: () => Snapshot | null): Desk {
  const servers = [pair.main, pair.backup];
  let caller: { readonly number: string; readonly call: IncomingCall } | null = null;
  let lastNumber = 0;

  const hasCaller = (): boolean =>
    caller !== null && Object.values(caller.call.states()).some((state) => isLive.has(state));

  function ring(through: "main" | "backup" | "both"): string {
    caller?.call.hangUp();
    lastNumber += 1;
    const number = `03123456${String(lastNumber % 100).padStart(2, "0")}`;
    const chosen = servers.filter(({ id }) => through === "both" || through === id);
    const call = placeIncoming({ servers: chosen, to: operator, fromNumber: number, fromName: "Ueda Hana" });
    caller = { number, call };
    return `Ueda Hana (${number}) calls through ${chosen.map(({ name }) => name).join(" and ")}.`;
  }

  return {
    async obey(order) {
      if (order.type === "ring") return ring(order.through);
      if (order.type === "server") return strike(order.serverId === "main" ? pair.main : pair.backup, order.fault);
      caller?.call.hangUp();
      return "The caller hangs up.";
    },
    view: () => ({
      servers: servers.map((server) => ({
        id: server.id,
        name: server.name,
        url: server.url,
        mark: server.isOverloaded() && server.state() === "up" ? "overloaded" : server.state(),
        sentence: describeServer(server),
        seen: describeSeen(readApp(), server.id),
        offers: offersOf(server),
      })),
      seat: describeSeat(readApp()),
      caller: caller === null ? "Nobody calls." : describeCaller(caller.number, caller.call.states()),
      hasCaller: hasCaller(),
    }),
  };
}

const isLive = new Set(["placed", "ringing", "answered"]);

type Stroke = { readonly strike: (server: Pbx) => void | Promise<void>; readonly told: string };

const strokes: Readonly<Record<Fault, Stroke>> = {
  crash: { strike: (server) => server.crash(), told: "crashed: its sockets, calls and voices are gone." },
  freeze: { strike: (server) => server.freeze(), told: "is frozen: it accepts connections and answers nothing." },
  cutOff: { strike: (server) => server.cutOff(), told: "is cut off: nothing comes through, either way." },
  overload: { strike: (server) => server.overload(true), told: "is overloaded: 503 to new calls and probes." },
  forget: { strike: (server) => server.forgetRegistrations(), told: "forgot who is registered." },
  restore: { strike: (server) => server.restore(), told: "is restored." },
};

async function strike(server: Pbx, fault: Fault): Promise<string> {
  try {
    await strokes[fault].strike(server);
    return `${server.name} ${strokes[fault].told}`;
  } catch (error) {
    return `${server.name} could not do that: ${toErrorText(error)}`;
  }
}

function offersOf(server: Pbx): Fault[] {
  const state = server.state();
  const isUp = state === "up";
  return [
    ...(state === "crashed" ? [] : (["crash"] as const)),
    ...(isUp ? (["freeze", "cutOff"] as const) : []),
    ...(isUp && !server.isOverloaded() ? (["overload"] as const) : []),
    ...(isUp && server.registrations().length > 0 ? (["forget"] as const) : []),
    ...(isUp && !server.isOverloaded() ? [] : (["restore"] as const)),
  ];
}
