/** One account on both servers: Tandem's whole engine, without a screen. */
import { createHeadlessSeat } from "../../headless/headless-seat.ts";
import { toSeatConfig } from "../../headless/seat-config.ts";
import type { Testbed } from "../../testbed/start-testbed.ts";
import { ringingNumber, type SchemePhone } from "./scheme-phone.ts";

export async function startTandemPhone(testbed: Testbed, user: string): Promise<SchemePhone> {
  const seat = createHeadlessSeat({ keepsEvents: false });
  const rings: number[] = [];
  seat.listen((event) => {
    if (event.type === "call.offered") rings.push(Date.now());
  });
  seat.start(toSeatConfig(testbed.policyDocument(user)));
  await seat.until("both ready", ({ reachability }) => reachability === "all", 20_000);
  return {
    user,
    rings: () => rings,
    async dial(limitMs) {
      let rangAt: number | null = null;
      const ringing = new Set<string>();
      const stopListening = seat.listen((event) => {
        if (event.type === "call.ringing" && event.call.direction === "outgoing") {
          ringing.add(event.call.id);
          rangAt ??= Date.now();
        }
      });
      const reply = await seat.command({ type: "call.dial", target: ringingNumber });
      const callId = reply.ok ? reply.callId : undefined;
      if (callId === undefined) return null;
      const isDecided = () =>
        ringing.has(callId) || seat.snapshot().calls.some(({ id, state }) => id === callId && state === "ended");
      await seat.until("ringing", isDecided, limitMs).catch(() => null);
      stopListening();
      await seat.command({ type: "call.hangUp", callId });
      return ringing.has(callId) ? rangAt : null;
    },
    stop: seat.dispose,
  };
}
