/** A leg whose socket died while it rang: it rings on, can be answered on the new socket, and is given up in time. */
import type { ServerId } from "../../../../shared/model/ids.ts";
import { isLeftBehind, liveLegs, type CallRecord, type LegRecord } from "../calls/call-record.ts";
import { endCall } from "../calls/end-call.ts";
import { findCall, putCall, type Turn } from "../turn.ts";
import { endLeg } from "./decide-leg.ts";

/** A crashed server cannot CANCEL; providers ring 20 s. */
const ghostLimitMs = 20_000;
/** A leg whose socket came back is believed for as long as anybody rings. */
const reattachedLimitMs = 60_000;

export function loseServerOfLegs(turn: Turn, call: CallRecord, serverId: ServerId): void {
  if (!call.legs.some((leg) => ringsOn(call, leg, serverId))) return;
  putCall(turn, {
    ...call,
    legs: call.legs.map((leg) =>
      ringsOn(call, leg, serverId) ? { ...leg, atGiveUp: leg.atGiveUp ?? turn.at + ghostLimitMs } : leg,
    ),
  });
}

/** The socket is back: the server may still ring this leg, or have forgotten it; an answer without ACK tells. */
export function findServerOfLegs(turn: Turn, call: CallRecord, serverId: ServerId): void {
  if (!call.legs.some((leg) => ringsOn(call, leg, serverId) && leg.atGiveUp !== null)) return;
  putCall(turn, {
    ...call,
    legs: call.legs.map((leg) =>
      ringsOn(call, leg, serverId) && leg.atGiveUp !== null ? { ...leg, atGiveUp: turn.at + reattachedLimitMs } : leg,
    ),
  });
}

function ringsOn(call: CallRecord, leg: LegRecord, serverId: ServerId): boolean {
  return leg.outcome === "ringing" && leg.serverId === serverId && !isLeftBehind(call, leg.inviteId);
}

export function passTimeOfLegs(turn: Turn, call: CallRecord): void {
  if (call.state === "ringing" && call.atGapDue !== null && call.atGapDue <= turn.at) {
    endCall(turn, call, { by: "remote", reason: "missed", code: null });
    return;
  }
  for (const leg of liveLegs(call)) if (leg.atGiveUp !== null && leg.atGiveUp <= turn.at) giveUp(turn, call, leg);
}

/** Whoever rang before a long sleep has long gone, though his CANCEL may never arrive. */
export function forgetLegsAfterSleep(turn: Turn, sleptMs: number): void {
  if (sleptMs < reattachedLimitMs) return;
  for (const call of turn.state.calls) for (const leg of liveLegs(call)) giveUp(turn, call, leg);
}

function giveUp(turn: Turn, call: CallRecord, leg: LegRecord): void {
  turn.effects.push({ type: "leg.reject", inviteId: leg.inviteId, code: 480 });
  endLeg(turn, findCall(turn, call.id) ?? call, leg.inviteId, "cancelled");
}
