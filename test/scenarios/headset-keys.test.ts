/** Whatever is done to a headset's keys, in whatever order: what never comes of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeadsetKey, KeyKind } from "../../renderer/engine/core/headset-vocabulary.ts";
import { backup } from "../simulation/simulated-desk.ts";
import { cordless, deskWith, lit, move, talk } from "./headset-desk.ts";

const allKeys = fc.constantFrom<HeadsetKey>("hook", "mute", "flash", "drop", "reject");
const kinds = fc.constantFrom<KeyKind>("pulse", "switch", "either");
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ key: fc.constant<HeadsetKey>("mute"), kind: kinds, isOn: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ waitMs: fc.integer({ min: 1, max: 1_500 }) }) },
    { weight: 1, arbitrary: fc.record({ by: fc.constantFrom("ring", "answer", "hold", "resume", "mute") }) },
  ),
  { maxLength: 25 },
);

describe("whatever the mute key does", () => {
  it("no call is answered or ended by it", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const desk = deskWith(cordless);
        talk(desk);
        let rings = 0;
        for (const step of taken) {
          if ("waitMs" in step) {
            desk.advance(step.waitMs);
            continue;
          }
          if ("key" in step) {
            const before = desk.calls().map(({ state, held }) => [state, held]);
            move(desk, step.key, step.isOn, step.kind);
            expect(desk.calls().map(({ state, held }) => [state, held])).toEqual(before);
            continue;
          }
          if (step.by === "ring") desk.ring(backup, `066777${1_000 + (rings += 1)}`);
          else for (const { id } of desk.calls()) desk.command({ type: `call.${step.by}` as "call.hold", callId: id });
          desk.advance(5);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("whatever is done to all the keys", () => {
  it("only one conversation is talked on, and the lamps say what the calls say", () => {
    const anyMove = fc.record({
      key: allKeys,
      kind: kinds,
      isOn: fc.boolean(),
      waitMs: fc.integer({ min: 0, max: 1_200 }),
    });
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), fc.nat(2), (moves, more) => {
        const desk = deskWith(cordless);
        talk(desk);
        for (let at = 0; at <= more; at += 1) desk.ring(backup, `066777${1_000 + at}`);
        for (const { key, kind, isOn, waitMs } of moves) {
          desk.advance(waitMs);
          move(desk, key, isOn, kind);
          desk.advance(30);
          const calls = desk.calls();
          expect(calls.filter(({ state, held }) => state === "active" && !held).length).toBeLessThan(2);
          const isRinging = calls.some(({ direction, state }) => direction === "incoming" && state === "ringing");
          const isUp = calls.some(({ state }) => state === "active");
          const [shown = "dark"] = lit(desk).slice(-1);
          expect([shown.includes("ring"), shown.includes("offHook")]).toEqual([isRinging, isUp]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
