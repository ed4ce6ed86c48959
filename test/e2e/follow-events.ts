/** Follows the app's server-sent events as an integrator would, folding them with the app's own applyEvent. */
import { applyEvent, createEmptySnapshot } from "../../shared/contract/apply-event.ts";
import { Event } from "../../shared/contract/event.ts";
import { Snapshot } from "../../shared/model/snapshot.ts";

export type SeenEvent = { readonly at: number; readonly event: Event };

export type EventFeed = {
  readonly seen: readonly SeenEvent[];
  readonly snapshot: () => Snapshot;
  /** Resolves at once when the test holds already; rejects after `limitMs`. */
  readonly until: (
    test: (snapshot: Snapshot) => boolean,
    limitMs: number,
  ) => Promise<{ snapshot: Snapshot; at: number }>;
  readonly close: () => void;
};

export async function followEvents(port: number, token: string): Promise<EventFeed> {
  const abort = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  if (answer.status !== 200 || answer.body === null) throw new Error(`/v1/events answered ${answer.status}`);
  const seen: SeenEvent[] = [];
  const watchers = new Set<() => void>();
  let snapshot = createEmptySnapshot(0);
  let atLast = Date.now();

  function accept(type: string, data: string): void {
    atLast = Date.now();
    const raw: unknown = JSON.parse(data);
    if (type === "snapshot") {
      snapshot = Snapshot.parse(raw);
    } else {
      const event = Event.parse(raw);
      if (snapshot.seq + 1 !== event.seq) throw new Error(`event ${event.seq} follows ${snapshot.seq}`);
      snapshot = applyEvent(snapshot, event);
      seen.push({ at: atLast, event });
    }
    for (const watch of watchers) watch();
  }

  void readStream(answer.body, accept).catch((error: unknown) => {
    if (!abort.signal.aborted) console.error("the event stream broke:", error);
  });

  return {
    seen,
    snapshot: () => snapshot,
    until: (test, limitMs) =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          if (!test(snapshot)) return;
          finish();
          resolve({ snapshot, at: atLast });
        };
        const timer = setTimeout(() => {
          finish();
          reject(new Error("too late"));
        }, limitMs);
        const finish = (): void => {
          clearTimeout(timer);
          watchers.delete(watch);
        };
        watchers.add(watch);
        watch();
      }),
    close: () => abort.abort(),
  };
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  accept: (type: string, data: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const field = (name: string): string =>
        block
          .split("\n")
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2))
          .join("\n");
      if (field("data") !== "") accept(field("event"), field("data"));
    }
  }
}
