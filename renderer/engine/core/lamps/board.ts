/** What is watched on one server over one connection, and how far each subscription is. A new connection has a new board. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { LineState } from "../../../../shared/model/colleague.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import { earliest } from "../earliest.ts";
import type { ConnectionNumber, MailboxNews, SubscriptionId, Watched } from "../sip-vocabulary.ts";

/**
 *  due ─► asked ─► standing ─(refreshed)─► standing ─► due
 *   ▲       │ └─────────────┐ (the server has none)     │
 *   └───────┘ (back-off)    └─► none ─(much later)─► due ┘
 */
export type LampPhase =
  | { readonly kind: "due"; readonly at: Instant }
  | { readonly kind: "asked"; readonly atAsked: Instant; readonly atGiveUp: Instant }
  | {
      readonly kind: "standing";
      readonly atSince: Instant;
      readonly atExpires: Instant;
      readonly atRefresh: Instant;
      /** A refresh waits for its answer. */
      readonly refresh: { readonly atAsked: Instant; readonly atGiveUp: Instant } | null;
      /** Until the first NOTIFY has come: when it is waited for no longer. */
      readonly atSilent: Instant | null;
    }
  | { readonly kind: "none"; readonly atAgain: Instant };

export type Lamp = {
  readonly watched: Watched;
  /** Of the subscription that was begun last. */
  readonly id: SubscriptionId | null;
  readonly phase: LampPhase;
  /** In a row, since a subscription stood for a while; sets the back-off. */
  readonly failures: number;
  /** Asked of us with 423, s. */
  readonly minExpiresS: number;
  /** Of a line; null: not known. */
  readonly told: LineState | null;
};

export type Board = {
  readonly serverId: ServerId;
  readonly connection: ConnectionNumber;
  /** Nothing is sent sooner. */
  readonly atNext: Instant;
  readonly lamps: readonly Lamp[];
  /** It tells of the mailbox without being asked, so it is not asked any more. */
  readonly isTellingMailbox: boolean;
};

/** What a server told of the mailbox, kept when it can be asked no more. */
export type MailboxFact = MailboxNews & {
  readonly serverId: ServerId;
  readonly connection: ConnectionNumber;
  readonly atTold: Instant;
};

export type Lamps = {
  readonly boards: readonly Board[];
  readonly mailboxes: readonly MailboxFact[];
  readonly lastId: SubscriptionId;
  /** What was said already of a server that has none. */
  readonly said: readonly string[];
};

export const noLamps: Lamps = { boards: [], mailboxes: [], lastId: 0, said: [] };

/** What is watched on that server over that very connection. */
export function findBoard(
  { boards }: Lamps,
  { serverId, connection }: Pick<Board, "serverId" | "connection">,
): Board | undefined {
  return boards.find((one) => one.serverId === serverId && one.connection === connection);
}

export function findLine(board: Board | undefined, extension: string): Lamp | undefined {
  return board?.lamps.find(({ watched }) => watched.of === "line" && watched.resource === extension);
}

export function isSameWatched(a: Watched, b: Watched): boolean {
  return a.of === b.of && a.resource === b.resource;
}

/** When the answer that a lamp waits for is given up; null when it waits for none. */
export function atGiveUp({ phase }: Lamp): Instant | null {
  if (phase.kind === "asked") return phase.atGiveUp;
  return phase.kind === "standing" ? (phase.refresh?.atGiveUp ?? null) : null;
}

/** When the server is to be asked for it, first or again; null while it waits for an answer. */
export function atWanted({ phase }: Lamp): Instant | null {
  switch (phase.kind) {
    case "due":
      return phase.at;
    case "asked":
      return null;
    case "standing":
      return phase.refresh === null ? phase.atRefresh : null;
    case "none":
      return phase.atAgain;
    default:
      return assertNever(phase);
  }
}

/** When it stops to hold by itself, not before the answer to its refresh is given up; null when it does not stand. */
export function atOver({ phase }: Lamp): Instant | null {
  if (phase.kind !== "standing") return null;
  const at = phase.atSilent === null ? phase.atExpires : Math.min(phase.atExpires, phase.atSilent);
  return phase.refresh === null ? at : Math.max(at, phase.refresh.atGiveUp);
}

/** The earliest moment at which this board must be looked at. @param mayAsk whether its server is ready. */
export function deadlineOfBoard(board: Board, mayAsk: boolean): Instant | null {
  const isWaiting = board.lamps.some((lamp) => atGiveUp(lamp) !== null);
  return earliest(
    board.lamps.flatMap((lamp) => {
      const at = mayAsk && !isWaiting ? atWanted(lamp) : null;
      return [atGiveUp(lamp), atOver(lamp), at === null ? null : Math.max(at, board.atNext)];
    }),
  );
}
