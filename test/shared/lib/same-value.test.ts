import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameValue } from "../../../shared/lib/same-value.ts";

describe("isSameValue", () => {
  it.each<[unknown, unknown, boolean]>([
    [1, 1, true],
    [1, "1", false],
    [Number.NaN, Number.NaN, true],
    [null, undefined, false],
    [null, {}, false],
    [[], {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, undefined], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: undefined }, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: { b: [{ c: null }] } }, { a: { b: [{ c: null }] } }, true],
    [{ a: { b: [{ c: null }] } }, { a: { b: [{ c: 0 }] } }, false],
  ])("of %j and %j is %s", (a, b, isSame) => {
    expect([isSameValue(a, b), isSameValue(b, a)]).toEqual([isSame, isSame]);
  });

  it("holds between any JSON value and its copy", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isSameValue(value, structuredClone(value))));
  });

  it("agrees with the text of two values whose keys are in order", () => {
    const small = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom<unknown>(0, 1, null, [], [0]), {
      maxKeys: 2,
    });
    const text = (value: object) =>
      JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(isSameValue(a, b)).toBe(text(a) === text(b));
      }),
    );
  });
});
