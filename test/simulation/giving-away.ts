/** Calls that are given away, asked about and joined on random days, and what servers say of it. */
import type { SimulatedDesk } from "./simulated-desk.ts";

export type GivingAway =
  | "giveAway"
  | "ask"
  | "handOver"
  | "takeBack"
  | "join"
  | "split"
  | "transferRings"
  | "transferFails";

const failures = [404, 486, 503, null] as const;

export function giveAway(desk: SimulatedDesk, kind: GivingAway, pick: number): void {
  const { calls } = desk.state();
  const call = calls[pick % Math.max(1, calls.length)];
  const other = calls[(pick + 1) % Math.max(1, calls.length)];
  if (call === undefined || other === undefined) return;
  const callId = call.id;
  switch (kind) {
    case "giveAway":
      desk.command({ type: "call.transferBlind", callId, target: "601" });
      return;
    case "ask":
      desk.command({ type: "call.consult", callId, target: "603" });
      return;
    case "handOver":
      desk.command({ type: "call.transferAttended", callId, toCallId: other.id });
      return;
    case "takeBack":
      desk.command({ type: "call.return", callId });
      return;
    case "join":
      desk.command({ type: "call.conference", callIds: [callId, other.id] });
      return;
    case "split":
      desk.command({ type: "call.split", callId });
      return;
    case "transferRings":
      if (call.inviteId !== null) desk.input({ type: "dialog.transferProgressed", inviteId: call.inviteId, code: 180 });
      return;
    case "transferFails": {
      const code = failures[pick % failures.length] ?? null;
      if (call.inviteId !== null) desk.input({ type: "dialog.transferAnswered", inviteId: call.inviteId, code });
    }
  }
}
