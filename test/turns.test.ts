/** A third at a time: every run's share, and that three runs play everything. */
import { expect, test } from "vitest";
import { dealTurns, ofTurn, readTurn, turnCount } from "./turns.ts";

test("three turns together are everything, each a third, and without a turn everything is played", () => {
  const items = ["a", "b", "c", "d", "e", "f", "g"];
  expect([1, 2, 3].map((turn) => ofTurn(items, turn))).toEqual([
    ["a", "d", "g"],
    ["b", "e"],
    ["c", "f"],
  ]);
  expect(ofTurn(items, null)).toEqual(items);
});

test("files are dealt by their size, each once, and the same way every time", () => {
  const files = [9, 1, 8, 2, 7, 3, 6].map((size) => ({ path: `${size}.test.ts`, size }));
  const turns = dealTurns(files);
  expect(turns.flat().toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  const sizes = turns.map((paths) => paths.reduce((sum, path) => sum + Number.parseInt(path, 10), 0));
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
  expect(dealTurns(files.toReversed())).toEqual(turns);
});

test("a turn that there is none of is refused with what can be said", () => {
  expect([readTurn(undefined), readTurn(""), readTurn("2")]).toEqual([null, null, 2]);
  for (const text of ["0", String(turnCount + 1), "all", "1.5"]) {
    expect(() => readTurn(text)).toThrow(`TANDEM_TURN is ${text}; say 1 to 3, or leave it out to play everything.`);
  }
});
