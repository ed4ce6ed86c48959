/** A caller from outside whose call comes through one server or several at once: the first to be answered has it. */
import type { RingingLeg, RingState } from "./calls/ring-operator.ts";
import type { Pbx } from "./start-pbx.ts";
import type { Program } from "./voice/voice.ts";

export type IncomingOptions = {
  readonly servers: readonly Pbx[];
  readonly to: string;
  /** "" is a withheld number. */
  readonly fromNumber: string;
  readonly fromName?: string;
  /** How long each server rings; default 20,000. */
  readonly ringMs?: number;
  /** The same on every server: the strong key of an edge that forks. */
  readonly header?: { readonly name: string; readonly value: string };
  /** What the caller says once answered: what he hears (default), or a tone. */
  readonly program?: Program;
};

export type IncomingCall = {
  /** By server id, in the order of `servers`. */
  readonly states: () => Readonly<Record<string, RingState>>;
  /** Resolves once every leg is answered or over; then at most one is answered. */
  readonly whenSettled: Promise<void>;
  /** The caller gives up, or hangs up. */
  readonly hangUp: () => void;
};

const undecided: ReadonlySet<RingState> = new Set(["placed", "ringing"]);

/** Starts the call and returns at once. The other servers' legs are told that it was answered elsewhere. */
export function placeIncoming(options: IncomingOptions): IncomingCall {
  const { servers, to, fromNumber, fromName = "", ringMs = 20_000, header = null, program = "echo" } = options;
  const order = { to, fromNumber, fromName, ringMs, header, program };
  const legs = new Map<string, RingingLeg | null>();
  let takenBy: string | null = null;
  let settle = (): void => undefined;
  const whenSettled = new Promise<void>((resolve) => {
    settle = resolve;
  });

  const stateOf = (id: string): RingState => {
    const leg = legs.get(id);
    return leg === undefined ? "placed" : (leg?.state() ?? "unreachable");
  };
  const consider = (id: string): void => {
    const isAnswered = stateOf(id) === "answered";
    if (isAnswered && takenBy === null) {
      takenBy = id;
      for (const [other, leg] of legs) if (other !== id) leg?.cancel(true);
    } else if (isAnswered && takenBy !== id) {
      legs.get(id)?.hangUp();
    }
    if (!servers.some((server) => undecided.has(stateOf(server.id)))) settle();
  };

  for (const server of servers) {
    legs.set(
      server.id,
      server.ring(order, () => consider(server.id)),
    );
  }
  const [first] = servers;
  if (first !== undefined) consider(first.id);

  return {
    states: () => Object.fromEntries(servers.map(({ id }) => [id, stateOf(id)])),
    whenSettled,
    hangUp() {
      for (const leg of legs.values()) leg?.hangUp();
    },
  };
}
