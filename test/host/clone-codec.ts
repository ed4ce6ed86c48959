// Carries structured-cloneable values over JSON and refuses what structured clone refuses, as Electron's IPC does.

export interface CloneCodec {
  /** Throws an Error with Electron's words when the value holds a function or anything else without a clone. */
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
}

/** Self-contained: its source text also runs inside preload worlds. */
export function createCloneCodec(): CloneCodec {
  const errorTypes: Record<string, ErrorConstructor> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  };
  const viewTypes = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const uncloneable = new Set(["Promise", "WeakMap", "WeakSet", "WeakRef", "Generator", "AsyncGenerator", "Proxy"]);
  const wrappers = new Set(["Number", "String", "Boolean", "BigInt"]);
  const kindOf = (value: object) => Object.prototype.toString.call(value).slice(8, -1);
  const refuse = (): never => {
    throw new Error("An object could not be cloned.");
  };

  function toBase64(bytes: Uint8Array): string {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  }

  function encode(root: unknown): unknown {
    const seen = new Map<object, number>();

    function encodeObject(value: object): unknown {
      const kind = kindOf(value);
      if (wrappers.has(kind)) return encodeValue(value.valueOf());
      const index = seen.get(value);
      if (index !== undefined) return { $: "ref", v: index };
      seen.set(value, seen.size);
      if (Array.isArray(value)) return value.map((_, at) => encodeValue(value[at]));
      if (uncloneable.has(kind) || ("nodeType" in value && "ownerDocument" in value)) return refuse();
      if (value instanceof Date) return { $: "date", v: Number.isNaN(value.getTime()) ? null : value.getTime() };
      if (value instanceof RegExp) return { $: "regexp", v: value.source, f: value.flags };
      if (value instanceof Map)
        return { $: "map", v: [...value].map(([key, item]) => [encodeValue(key), encodeValue(item)]) };
      if (value instanceof Set) return { $: "set", v: [...value].map(encodeValue) };
      if (value instanceof ArrayBuffer) return { $: "buffer", v: toBase64(new Uint8Array(value)) };
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        return { $: "view", k: kind in viewTypes ? kind : "Uint8Array", v: toBase64(bytes) };
      }
      if (value instanceof Error) {
        const cause = "cause" in value ? { c: encodeValue(value.cause) } : {};
        return { $: "error", n: value.name, m: value.message, s: value.stack ?? "", ...cause };
      }
      return { $: "object", v: Object.entries(value).map(([key, item]) => [key, encodeValue(item)]) };
    }

    function encodeValue(value: unknown): unknown {
      if (value === null || typeof value === "string" || typeof value === "boolean") return value;
      if (value === undefined) return { $: "undefined" };
      if (typeof value === "number") {
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: "number", v: Object.is(value, -0) ? "-0" : String(value) };
      }
      if (typeof value === "bigint") return { $: "bigint", v: value.toString() };
      return typeof value === "object" ? encodeObject(value) : refuse();
    }

    return encodeValue(root);
  }

  interface Tagged {
    $: string;
    v: unknown;
    k?: string;
    f?: string;
    n?: string;
    m?: string;
    s?: string;
    c?: unknown;
  }

  function decode(root: unknown): unknown {
    const seen: unknown[] = [];

    function keep<T>(value: T): T {
      seen.push(value);
      return value;
    }

    function decodeError(wire: Tagged): Error {
      const place = seen.push(null) - 1;
      const error = new (errorTypes[wire.n ?? "Error"] ?? Error)(wire.m);
      seen[place] = error;
      Object.defineProperty(error, "stack", { value: wire.s, writable: true, configurable: true });
      if ("c" in wire)
        Object.defineProperty(error, "cause", { value: decodeValue(wire.c), writable: true, configurable: true });
      return error;
    }

    function decodeView(wire: Tagged): unknown {
      const bytes = fromBase64(String(wire.v));
      const View = viewTypes[wire.k as keyof typeof viewTypes] as new (buffer: ArrayBuffer) => ArrayBufferView;
      return keep(new View(bytes.buffer));
    }

    function decodeTagged(wire: Tagged): unknown {
      switch (wire.$) {
        case "ref":
          return seen[Number(wire.v)];
        case "undefined":
          return undefined;
        case "number":
          return Number(wire.v);
        case "bigint":
          return BigInt(String(wire.v));
        case "date":
          return keep(new Date(wire.v === null ? Number.NaN : Number(wire.v)));
        case "regexp":
          return keep(new RegExp(String(wire.v), wire.f));
        case "map": {
          const map = keep(new Map());
          for (const [key, item] of wire.v as [unknown, unknown][]) map.set(decodeValue(key), decodeValue(item));
          return map;
        }
        case "set": {
          const set = keep(new Set());
          for (const item of wire.v as unknown[]) set.add(decodeValue(item));
          return set;
        }
        case "buffer":
          return keep(fromBase64(String(wire.v)).buffer);
        case "view":
          return decodeView(wire);
        case "error":
          return decodeError(wire);
        case "object": {
          const object: Record<string, unknown> = keep({});
          for (const [key, item] of wire.v as [string, unknown][]) {
            Object.defineProperty(object, key, {
              value: decodeValue(item),
              writable: true,
              enumerable: true,
              configurable: true,
            });
          }
          return object;
        }
        default:
          throw new Error(`unknown clone tag ${wire.$}`);
      }
    }

    function decodeValue(wire: unknown): unknown {
      if (wire === null || typeof wire !== "object") return wire;
      if (!Array.isArray(wire)) return decodeTagged(wire as Tagged);
      const list: unknown[] = keep([]);
      for (const item of wire) list.push(decodeValue(item));
      return list;
    }

    return decodeValue(root);
  }

  return { encode, decode };
}
