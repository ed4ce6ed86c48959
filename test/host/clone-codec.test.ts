// The codec must carry what structured clone carries and refuse what it refuses.
import { describe, expect, test } from "vitest";
import { createCloneCodec } from "./clone-codec.ts";

const codec = createCloneCodec();
const overTheWire = (value: unknown) => codec.decode(JSON.parse(JSON.stringify(codec.encode(value))));

describe("the clone codec", () => {
  test.each([
    ["plain values", { text: "a", number: 1.5, yes: true, nothing: null, list: [1, [2]] }],
    ["undefined, alone and inside", [undefined, { at: undefined }]],
    ["numbers JSON loses", [Number.NaN, Infinity, -Infinity, -0]],
    ["a big integer", 12345678901234567890n],
    ["dates, also invalid ones", [new Date(1234), new Date(Number.NaN)]],
    ["maps and sets, nested", new Map<unknown, unknown>([["a", new Set([1, { deep: true }])]])],
    ["a regular expression", /a+b/gi],
    ["bytes", new Uint8Array([0, 1, 255])],
    ["floats in a typed array", new Float32Array([1.5, -2])],
    ["a buffer", new Uint8Array([7, 8]).buffer],
    ["an object that looks like the codec's own tags", { $: "date", v: 1 }],
    ["a key named __proto__", JSON.parse('{"__proto__":{"polluted":true}}')],
  ])("carries %s", (_name, value) => {
    expect(overTheWire(value)).toStrictEqual(value);
  });

  test("carries a view of part of a buffer without the rest", () => {
    const part = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    expect(overTheWire(part)).toStrictEqual(new Uint8Array([2, 3]));
  });

  test("carries an error with its type, message, stack and cause", () => {
    const error = new RangeError("too far", { cause: { distance: 3 } });
    const carried = overTheWire(error) as RangeError;
    expect(carried).toBeInstanceOf(RangeError);
    expect({ message: carried.message, stack: carried.stack, cause: carried.cause }).toStrictEqual({
      message: "too far",
      stack: error.stack,
      cause: { distance: 3 },
    });
  });

  test("keeps a value that is used twice one value, and a circle a circle", () => {
    const shared = { name: "shared" };
    const circle: { self?: unknown; list: unknown[] } = { list: [shared, new Date(5), shared] };
    circle.self = circle;
    const carried = overTheWire(circle) as typeof circle;
    expect(carried.self).toBe(carried);
    expect(carried.list[0]).toBe(carried.list[2]);
    expect(carried.list[1]).toStrictEqual(new Date(5));
  });

  test.each([
    ["a function", () => undefined],
    ["a function inside an object", { inner: [() => undefined] }],
    ["a symbol", Symbol("s")],
    ["a promise", Promise.resolve()],
    ["a weak map", new WeakMap()],
  ])("refuses %s in Electron's words", (_name, value) => {
    expect(() => codec.encode(value)).toThrow("An object could not be cloned.");
  });
});
