/** Calls at random with work after them, and servers that die meanwhile: in the end the seat is ready, as it wanted to be. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { wrapUpDocument } from "../builders/wrap-up-document.ts";
import { serverOf, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { both, queueOf, queuesOf, readyAgent } from "./agent-desk.ts";

const happenings = [
  "ring",
  "answer",
  "dial",
  "hangUp",
  "done",
  "extend",
  "reason",
  "crash",
  "restart",
  "drop",
] as const;

const step = fc.record({
  what: fc.constantFrom(...happenings, "ring", "answer", "hangUp"),
  server: fc.constantFrom(...both),
  /** Behind it, ms. */
  restMs: fc.integer({ min: 0, max: 20_000 }),
});

type Step = { readonly what: string; readonly server: (typeof both)[number] };

function happen(desk: SimulatedDesk, { what, server }: Step, number: string) {
  const ringing = desk.calls().find(({ state, direction }) => state === "ringing" && direction === "incoming");
  const inHand = desk.calls().find((call) => call !== ringing && call.state !== "ended");
  const about = desk.phone().wrapUp?.now?.callId;
  if (what === "ring") desk.ring(server, number);
  else if (what === "answer" && ringing !== undefined) desk.command({ type: "call.answer", callId: ringing.id });
  else if (what === "dial") desk.command({ type: "call.dial", target: "600" });
  else if (what === "hangUp" && inHand !== undefined) desk.command({ type: "call.hangUp", callId: inHand.id });
  else if (what === "done" || what === "extend") desk.command({ type: `wrapUp.${what}` });
  else if (what === "reason" && about !== undefined)
    desk.command({ type: "call.wrapUp", callId: about, reasonId: "sold" });
  else if (what === "crash") desk.sip.crash(server);
  else if (what === "restart") serverOf(desk, server).restart();
  else if (what === "drop") desk.sip.dropSocket(server);
}

test("whatever happened, nobody is left paused by work that is over, on any server, and nothing is asked for ever", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 16 }), fc.boolean(), (steps, isReasonNeeded) => {
      const desk = readyAgent({ wrapUp: { ...wrapUpDocument, after: "all", isReasonNeeded } });
      for (const [index, one] of steps.entries()) {
        happen(desk, one, `03111100${index + 10}`);
        desk.advance(one.restMs);
      }
      for (const server of both) serverOf(desk, server).restart();
      for (const { id, state } of desk.calls())
        if (state !== "ended") desk.command({ type: "call.hangUp", callId: id });
      desk.advance(240_000);
      const now = desk.phone().wrapUp?.now ?? null;
      if (isReasonNeeded && now !== null)
        expect([now.atUntil, now.isReasonMissing, now.queueIds]).toEqual([null, true, []]);
      else expect(now).toBeNull();
      expect(desk.calls().map(({ id }) => id)).toEqual(now === null ? [] : [now.callId, ...now.waiting]);
      expect(queueOf(desk).wanted).toBe("ready");
      const held = both.map((server) => [
        queuesOf(desk, server).isMember("500"),
        queuesOf(desk, server).isPaused("500"),
      ]);
      expect(held).toEqual([
        [true, false],
        [true, false],
      ]);
    }),
    { numRuns: 12, seed: 24 },
  );
}, 60_000);
