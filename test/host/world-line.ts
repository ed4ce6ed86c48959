// Passes values, functions and promises between a preload's isolated world and the page's world over one hidden element.
// dispatchEvent is synchronous and `detail` is cloned across worlds, so calls return and throw as Electron's bridge does.

export type WorldSide = "page" | "preload";

export interface WorldLine {
  /** Describes a value for the other side; functions and promises become references. */
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
  /** Sends one unanswered message to the other side. */
  post(kind: string, body: unknown): void;
  onPost(kind: string, listener: (body: unknown) => void): void;
}

/** Self-contained: its source text runs in both worlds, before any script of the page. */
export function createWorldLine(element: EventTarget, side: WorldSide): WorldLine {
  const otherSide = side === "page" ? "preload" : "page";
  type Method = (this: EventTarget, ...args: never[]) => unknown;
  const methods: Record<"dispatchEvent" | "addEventListener", Method> = EventTarget.prototype;
  const { dispatchEvent: dispatch, addEventListener: listen } = methods;
  const Message = CustomEvent;
  const apply = Reflect.apply;
  const copy = structuredClone;
  const PromiseType = Promise;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const replies = new Map<number, Outcome>();
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;

  interface Outcome {
    ok: boolean;
    value: unknown;
  }

  interface Call {
    call: number;
    target: number;
    args: unknown[];
  }

  function post(kind: string, body: unknown): void {
    apply(dispatch, element, [new Message(`${otherSide}:${kind}`, { detail: body })]);
  }

  function onPost(kind: string, listener: (body: unknown) => void): void {
    apply(listen, element, [`${side}:${kind}`, (event: Event) => listener((event as CustomEvent<unknown>).detail)]);
  }

  function encodePromise(promise: PromiseLike<unknown>): unknown {
    lastId += 1;
    const id = lastId;
    const settle = (ok: boolean, value: unknown) => post("settled", { id, ok, value: encode(value) });
    const finish = async () => {
      try {
        settle(true, await promise);
      } catch (error) {
        settle(false, error);
      }
    };
    void finish();
    return { promise: id };
  }

  function encodeObject(value: object, depth: number): unknown {
    if (depth > 1000) throw new Error("The value nests too deep to pass over the context bridge.");
    if (value instanceof PromiseType) return encodePromise(value);
    if (Array.isArray(value)) return { list: value.map((item: unknown) => encode(item, depth + 1)) };
    const kind = Object.prototype.toString.call(value);
    if (kind !== "[object Object]" || ArrayBuffer.isView(value)) return { value: copy(value) };
    return { object: Object.entries(value).map(([key, item]) => [key, encode(item, depth + 1)]) };
  }

  function encode(value: unknown, depth = 0): unknown {
    if (typeof value === "function") {
      lastId += 1;
      functions.set(lastId, value as (...args: unknown[]) => unknown);
      return { function: lastId };
    }
    if (typeof value === "symbol") throw new Error("A symbol cannot pass over the context bridge.");
    if (typeof value !== "object" || value === null) return { value };
    return encodeObject(value, depth);
  }

  function decodeFunction(target: number): (...args: unknown[]) => unknown {
    return (...args) => {
      lastId += 1;
      const call = lastId;
      post("call", { call, target, args: args.map((arg) => encode(arg)) } satisfies Call);
      const outcome = replies.get(call);
      replies.delete(call);
      if (outcome === undefined) throw new Error("The other side of the context bridge did not answer.");
      const value = decode(outcome.value);
      if (!outcome.ok) throw value;
      return value;
    };
  }

  function decode(wire: unknown): unknown {
    const described = wire as {
      value?: unknown;
      list?: unknown[];
      object?: [string, unknown][];
      function?: number;
      promise?: number;
    };
    if (described.list !== undefined) return described.list.map((item) => decode(item));
    if (described.function !== undefined) return decodeFunction(described.function);
    if (described.object !== undefined) {
      const object: Record<string, unknown> = {};
      for (const [key, item] of described.object) {
        Object.defineProperty(object, key, {
          value: decode(item),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return object;
    }
    const id = described.promise;
    if (id === undefined) return described.value;
    return new PromiseType((resolve, reject) => {
      pending.set(id, { resolve, reject });
    });
  }

  function answer({ call, target, args }: Call): void {
    try {
      const value = functions.get(target)?.(...args.map((arg) => decode(arg)));
      post("reply", { call, ok: true, value: encode(value) });
    } catch (error) {
      post("reply", { call, ok: false, value: encode(error) });
    }
  }

  onPost("call", (body) => answer(body as Call));
  onPost("reply", (body) => {
    const reply = body as Outcome & { call: number };
    replies.set(reply.call, reply);
  });
  onPost("settled", (body) => {
    const settled = body as Outcome & { id: number };
    const waiting = pending.get(settled.id);
    pending.delete(settled.id);
    if (settled.ok) waiting?.resolve(decode(settled.value));
    else waiting?.reject(decode(settled.value));
  });
  return { encode, decode, post, onPost };
}
