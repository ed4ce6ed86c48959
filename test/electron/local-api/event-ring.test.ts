import { describe, expect, test } from "vitest";
import type { Event } from "../../../shared/contract/event.ts";
import { createEventRing } from "../../../electron/local-api/event-ring.ts";

const event = (seq: number): Event => ({ type: "presence.dndChanged", at: 1, dnd: true, seq });

function filled(count: number) {
  const ring = createEventRing(3);
  for (let seq = 1; seq <= count; seq += 1) ring.push(event(seq));
  return (after: number) => ring.after(after)?.map(({ seq }) => seq) ?? null;
}

describe("the ring of events", () => {
  test("gives what came after a number", () => {
    expect(filled(2)(1)).toEqual([2]);
    expect(filled(3)(1)).toEqual([2, 3]);
    expect(filled(3)(3)).toEqual([]);
  });

  test("forgets the oldest, and says so instead of leaving a gap", () => {
    expect(filled(5)(3)).toEqual([4, 5]);
    expect(filled(5)(2)).toBeNull();
  });

  test("forgets everything at once, and goes on", () => {
    const ring = createEventRing(2);
    for (const seq of [1, 2, 3]) ring.push(event(seq));
    ring.clear();
    expect(ring.after(3)).toBeNull();
    for (const seq of [4, 5]) ring.push(event(seq));
    expect(ring.after(4)?.map(({ seq }) => seq)).toEqual([5]);
  });

  test("knows no number it never held", () => {
    expect(filled(0)(1)).toBeNull();
    expect(filled(3)(99)).toBeNull();
  });
});
