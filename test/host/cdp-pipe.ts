// A DevTools client over a pair of pipes: NUL-separated JSON, one reply per request, events routed by target connection.
import { EventEmitter } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { CdpCommands, CdpEventName, CdpEvents, CdpMethod } from "./cdp-protocol.ts";

interface Reply {
  id?: number;
  result?: unknown;
  error?: { code: number; message: string };
  method?: string;
  params?: unknown;
  sessionId?: string;
}

interface Waiting {
  method: string;
  sessionId: string;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/** A command Chromium refused, or one cut off because its target or the pipe went away. */
export class CdpError extends Error {
  override readonly name = "CdpError";
}

/** One connection to the browser (empty id) or to one attached target. */
export class CdpConnection {
  readonly #pipe: CdpPipe;
  readonly id: string;
  readonly #events = new EventEmitter();

  constructor(pipe: CdpPipe, id: string) {
    this.#pipe = pipe;
    this.id = id;
    this.#events.setMaxListeners(0);
  }

  send<M extends CdpMethod>(method: M, params: CdpCommands[M][0]): Promise<CdpCommands[M][1]> {
    return this.#pipe.send(method, params, this.id);
  }

  /** For commands whose failure only means that the target is going away. */
  tell<M extends CdpMethod>(method: M, params: CdpCommands[M][0]): void {
    this.send(method, params).catch(() => undefined);
  }

  /** Returns the way to stop listening. */
  on<E extends CdpEventName>(event: E, listener: (params: CdpEvents[E]) => void): () => void {
    this.#events.on(event, listener);
    return () => void this.#events.off(event, listener);
  }

  deliver(event: string, params: unknown): void {
    this.#events.emit(event, params);
  }
}

export class CdpPipe {
  readonly browser: CdpConnection;
  readonly #output: Writable;
  readonly #connections = new Map<string, CdpConnection>();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #rest: Buffer[] = [];
  #isClosed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    this.browser = new CdpConnection(this, "");
    this.#connections.set("", this.browser);
    input.on("data", (chunk: Buffer) => this.#read(chunk));
    input.on("close", () => this.close());
    output.on("error", () => this.close());
    input.on("error", () => this.close());
  }

  async attach(targetId: string): Promise<CdpConnection> {
    const { sessionId } = await this.browser.send("Target.attachToTarget", { targetId, flatten: true });
    return this.#connections.get(sessionId) ?? this.#open(sessionId);
  }

  send<M extends CdpMethod>(method: M, params: CdpCommands[M][0], sessionId: string): Promise<CdpCommands[M][1]> {
    if (this.#isClosed) return Promise.reject(new CdpError(`${method}: the pipe to Chromium is closed`));
    this.#lastId += 1;
    const id = this.#lastId;
    const message = sessionId === "" ? { id, method, params } : { id, method, params, sessionId };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, sessionId, resolve: resolve as (result: unknown) => void, reject });
      this.#output.write(`${JSON.stringify(message)}\0`);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#rejectWaiting(() => true, "the pipe to Chromium is closed");
  }

  #open(sessionId: string): CdpConnection {
    const connection = new CdpConnection(this, sessionId);
    this.#connections.set(sessionId, connection);
    return connection;
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...this.#rest, chunk.subarray(start, end)]).toString("utf8");
      this.#rest = [];
      start = end + 1;
      this.#dispatch(JSON.parse(text) as Reply);
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #dispatch(reply: Reply): void {
    if (reply.id !== undefined) {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.error === undefined) waiting?.resolve(reply.result);
      else waiting?.reject(new CdpError(`${waiting.method}: ${reply.error.message}`));
      return;
    }
    if (reply.method === undefined) return;
    if (reply.method === "Target.attachedToTarget") this.#open((reply.params as { sessionId: string }).sessionId);
    if (reply.method === "Target.detachedFromTarget") this.#drop((reply.params as { sessionId: string }).sessionId);
    this.#connections.get(reply.sessionId ?? "")?.deliver(reply.method, reply.params);
  }

  #drop(sessionId: string): void {
    this.#connections.delete(sessionId);
    this.#rejectWaiting((waiting) => waiting.sessionId === sessionId, "the target is gone");
  }

  #rejectWaiting(isAffected: (waiting: Waiting) => boolean, why: string): void {
    for (const [id, waiting] of this.#waiting) {
      if (!isAffected(waiting)) continue;
      this.#waiting.delete(id);
      waiting.reject(new CdpError(`${waiting.method}: ${why}`));
    }
  }
}
