/** Random days on which calls are recorded: files open and fail at random, and every promise about calls holds all the same. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Effect } from "../../renderer/engine/core/effects.ts";
import type { RecordingEffect } from "../../renderer/engine/core/recording-vocabulary.ts";
import { RecordingTrouble } from "../../shared/model/recording.ts";
import { createInvariants } from "../simulation/invariants.ts";
import { checkEnds, checkFarewell } from "../simulation/run-day.ts";
import { happen, schedule, type Rings } from "../simulation/schedule.ts";
import { createSimulatedDesk, toConfig, type SimulatedDesk } from "../simulation/simulated-desk.ts";

const days = 300;
const rules = { recording: { mode: "always", consentTone: "repeat", toneEveryS: 5 } };
const deeds = ["call.record", "call.pauseRecording", "call.stopRecording"] as const;

/** What becomes of a file, and what an operator asks, after each thing that happened. */
const fate = fc.record({
  file: fc.constantFrom("open", "none", ...RecordingTrouble.options),
  deed: fc.option(fc.constantFrom(...deeds)),
});

const isOfRecording = (effect: Effect): effect is RecordingEffect => effect.type.startsWith("recording.");
const told = (desk: SimulatedDesk) => desk.decided.map(({ effect }) => effect).filter(isOfRecording);

test("each file is begun once, ended once, and told nothing after its end; no recording outlives its call", () => {
  let begun = 0;
  fc.assert(
    fc.property(fc.nat(), schedule, fc.array(fate, { minLength: 1 }), (seed, steps, fates) => {
      const desk = createSimulatedDesk(seed, toConfig({ rescue: "auto" }, rules), createInvariants());
      const rings: Rings = [];
      let heard = 0;
      desk.advance(1_000);
      for (const [at, { waitMs, happening }] of steps.entries()) {
        desk.advance(waitMs);
        happen(desk, rings, happening);
        const { file, deed } = fates[at % fates.length] ?? { file: "open", deed: null };
        const news = told(desk).slice(heard);
        heard += news.length;
        for (const { type, recordingId } of news) {
          if (type !== "recording.begin" || file === "none") continue;
          desk.input(
            file === "open"
              ? { type: "recording.opened", recordingId }
              : { type: "recording.failed", recordingId, trouble: file },
          );
        }
        const [call] = desk.calls();
        if (deed !== null && call !== undefined) desk.command({ type: deed, callId: call.id });
      }
      desk.advance(95_000);
      checkEnds(desk.events);
      checkFarewell(desk);
      const files = Map.groupBy(told(desk), ({ recordingId }) => recordingId);
      for (const effects of files.values()) {
        const types = effects.map(({ type }) => type);
        expect([types[0], types.at(-1)]).toEqual(["recording.begin", "recording.end"]);
        expect(types.filter((type) => type === "recording.begin" || type === "recording.end")).toHaveLength(2);
      }
      begun += files.size;
      const live = desk.calls().filter(({ recording }) => recording?.state === "on" || recording?.state === "starting");
      expect(live).toEqual([]);
    }),
    { numRuns: days },
  );
  expect(begun).toBeGreaterThan(20);
});
