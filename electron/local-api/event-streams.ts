/** The open /v1/events streams: what was missed, then what happens; a reader that falls behind is let go. */
import type { ServerResponse } from "node:http";
import type { Event } from "../../shared/contract/event.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import type { EventRing } from "./event-ring.ts";

/** So much may wait unread for one client; one that comes back with Last-Event-ID loses nothing by it. */
const largestBacklogBytes = 4 * 1024 * 1024;
const mostStreams = 16;
const keepAliveMs = 15_000;

export type EventStreams = {
  /** @returns false when too many streams are open. */
  readonly open: (response: ServerResponse, lastEventId: string | undefined) => boolean;
  readonly send: (event: Event) => void;
  readonly closeAll: () => void;
};

export function createEventStreams(
  ring: EventRing,
  snapshot: () => Snapshot,
  clock: Pick<Clock, "after">,
): EventStreams {
  const streams = new Set<ServerResponse>();
  let cancelKeepAlive: Cancel | null = null;

  function write(stream: ServerResponse, text: string): void {
    if (stream.writableLength > largestBacklogBytes) {
      streams.delete(stream);
      stream.destroy();
    } else {
      stream.write(text);
    }
  }

  function keepAlive(): void {
    for (const stream of streams) write(stream, ":\n\n");
    cancelKeepAlive = streams.size === 0 ? null : clock.after(keepAliveMs, keepAlive);
  }

  return {
    open(response, lastEventId) {
      if (streams.size >= mostStreams) return false;
      response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8" });
      const missed = toMissed(ring, snapshot(), lastEventId);
      const opening = missed === null ? toSnapshotText(snapshot()) : missed.map(toEventText).join("");
      response.write(`retry: 1000\n\n${opening}`);
      streams.add(response);
      response.on("close", () => streams.delete(response));
      cancelKeepAlive ??= clock.after(keepAliveMs, keepAlive);
      return true;
    },
    send(event) {
      if (streams.size === 0) return;
      const text = toEventText(event);
      for (const stream of streams) write(stream, text);
    },
    closeAll() {
      cancelKeepAlive?.();
      cancelKeepAlive = null;
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
  };
}

function toMissed(ring: EventRing, now: Snapshot, lastEventId: string | undefined): readonly Event[] | null {
  if (lastEventId === undefined || !/^\d{1,16}$/u.test(lastEventId)) return null;
  const seq = Number(lastEventId);
  return seq === now.seq ? [] : ring.after(seq);
}

function toSnapshotText(snapshot: Snapshot): string {
  return toText(snapshot.seq, "snapshot", snapshot);
}

function toEventText(event: Event): string {
  return toText(event.seq, event.type, event);
}

function toText(id: number, type: string, data: unknown): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
