/** The earliest moment at which the state changes by itself; the shell's one alarm is set to it. */
import type { Instant } from "../../../shared/model/time.ts";
import { momentsOfAgent } from "./agent/settle-agent.ts";
import type { CallRecord } from "./calls/call-record.ts";
import { endedCallStaysMs } from "./decide.ts";
import { earliest } from "./earliest.ts";
import { describeNextCall } from "./failover/choose-servers.ts";
import { deadlineOfBoard } from "./lamps/board.ts";
import type { PhoneState } from "./phone-state.ts";
import { deadlineOfRegistration } from "./registration/decide-registration.ts";
import { isReady } from "./registration/registration.ts";
import { isAskedAbout, momentOfWrapUp } from "./wrap-up/wrap-up-record.ts";

/** @returns monotonic ms, or null when nothing is due. */
export function nextDeadline(state: PhoneState): Instant | null {
  const { atRelease, atTypingEnds, atSettingsWatchEnds, atCallWatchEnds } = state.microphone;
  const moments: (Instant | null)[] = [atRelease, atTypingEnds, atSettingsWatchEnds, atCallWatchEnds, state.atStopped];
  const policy = state.config?.failover;
  if (policy !== undefined && !state.isStopping) {
    const { serverId } = describeNextCall(state.registrations, state.preferredServerId);
    for (const registration of state.registrations) {
      moments.push(deadlineOfRegistration(registration, registration.serverId === serverId, policy));
    }
    for (const board of state.lamps.boards) {
      const registration = state.registrations.find((one) => one.serverId === board.serverId);
      moments.push(deadlineOfBoard(board, registration !== undefined && isReady(registration)));
    }
    moments.push(...momentsOfAgent(state));
  }
  moments.push(momentOfWrapUp(state));
  for (const call of state.calls) moments.push(...momentsOfCall(call, isAskedAbout(state, call.id)));
  return earliest(moments);
}

/** @param stays it is asked about, and leaves only after that. */
function momentsOfCall(call: CallRecord, stays: boolean): (Instant | null)[] {
  const twins = call.legs.filter((leg) => leg.outcome === "ringing").map((leg) => leg.atTwinDue);
  if (call.atEnded !== null) return [stays ? null : call.atEnded + endedCallStaysMs, ...twins];
  const { answering, signalling } = call;
  return [
    ...twins,
    ...call.attempts.flatMap((attempt) => [attempt.atTryingDue, attempt.atSendDue]),
    call.next?.atPrepareDue ?? null,
    ...call.legs.filter((leg) => leg.outcome === "ringing").map((leg) => leg.atGiveUp),
    answering.kind === "no" || answering.kind === "done" ? null : answering.atGiveUp,
    signalling.kind === "lost" ? signalling.atGiveUp : null,
    signalling.kind === "lost" ? signalling.atRefresh : null,
    call.atAutoAnswer,
    call.atForward,
    call.atGapDue,
    call.atServerDue,
    call.atRescue,
    call.atMoveDue,
    call.transfer?.atDue ?? null,
    call.recording?.atGiveUp ?? null,
    call.recording?.atBeep ?? null,
  ];
}
