/** A process of its own with many seats in it; the test that forked it orders by messages and hears what was seen. */
import { createHeadlessSeat, type HeadlessSeat } from "../../headless/headless-seat.ts";
import { toSeatConfig } from "../../headless/seat-config.ts";
import { createSeatDice } from "../../headless/seat-dice.ts";
import { createWireTally, type WireRecord } from "../../headless/wire-tally.ts";

export type SeatsOrder =
  /** One policy document a seat; they start spread evenly over `overMs`. */
  | {
      readonly type: "start";
      readonly documents: readonly unknown[];
      readonly first: number;
      readonly seed: number;
      readonly overMs: number;
    }
  | { readonly type: "report" }
  | { readonly type: "stop" };

/** A server became ready for a seat, or ceased to be; epoch ms. */
export type ReadyRecord = {
  readonly at: number;
  readonly seat: number;
  readonly serverId: string;
  readonly isReady: boolean;
};

export type SeatsReport = {
  readonly wire: readonly WireRecord[];
  readonly ready: readonly ReadyRecord[];
  /** Seats ready on every server at this moment. */
  readonly reachable: number;
  /** Errors that engines logged, and why servers are not ready now; a few of each. */
  readonly troubles: readonly string[];
  readonly unready: readonly string[];
};

const tally = createWireTally();
const seats: HeadlessSeat[] = [];
const ready: ReadyRecord[] = [];
let sentRecords = 0;
let sentReady = 0;

function start(order: Extract<SeatsOrder, { type: "start" }>): void {
  for (const [index, document] of order.documents.entries()) {
    const number = order.first + index;
    const seat = createHeadlessSeat({
      dice: createSeatDice(order.seed, number),
      watchSocket: tally.watch,
      keepsEvents: false,
    });
    seat.listen((event) => {
      if (event.type !== "server.stateChanged") return;
      const { id, state } = event.server;
      ready.push({ at: event.at, seat: number, serverId: id, isReady: state === "ready" });
    });
    seats.push(seat);
    setTimeout(() => seat.start(toSeatConfig(document)), (order.overMs * index) / order.documents.length);
  }
}

/** What came since the last report. */
function report(): SeatsReport {
  const wire = tally.records.slice(sentRecords);
  const changes = ready.slice(sentReady);
  [sentRecords, sentReady] = [tally.records.length, ready.length];
  const troubles = seats.flatMap(({ lines }) =>
    lines.filter(({ level }) => level === "error").map(({ scope, text }) => `${scope}: ${text}`),
  );
  const unready = seats.flatMap((seat, index) =>
    seat
      .snapshot()
      .servers.flatMap(({ id, state, reason }) =>
        state === "ready" ? [] : [`${index} ${id} ${state}: ${reason?.message ?? "no reason"}`],
      ),
  );
  return {
    wire,
    ready: changes,
    reachable: seats.filter((seat) => seat.snapshot().reachability === "all").length,
    troubles: troubles.slice(0, 10),
    unready: unready.slice(0, 10),
  };
}

process.on("message", (order: SeatsOrder) => {
  if (order.type === "start") return start(order);
  if (order.type === "report") return void process.send?.(report());
  for (const seat of seats) seat.dispose();
  process.disconnect();
});
process.on("disconnect", () => process.exit(0));
