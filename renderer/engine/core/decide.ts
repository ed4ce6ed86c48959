/** The whole phone in one function: what is true, what came in, when, and chance; out come the new truth and what to do. */
import { assertNever } from "../../../shared/lib/assert-never.ts";
import type { Instant } from "../../../shared/model/time.ts";
import { passTimeOfAgent, settleAgent } from "./agent/settle-agent.ts";
import { decideServiceEvent } from "./agent/steps.ts";
import { decideAttemptEvent, loseServerOfAttempt, passTimeOfEarlyDialog } from "./calls/decide-attempt.ts";
import {
  decideDialogEvent,
  loseServerOfDialog,
  moveDialogs,
  passTimeOfDialog,
  refreshDialogOn,
} from "./calls/decide-dialog.ts";
import { settleConference } from "./calls/conference.ts";
import { dialWhenBack, passTimeOfAttempt } from "./calls/dial.ts";
import { decideEarlyFlow } from "./calls/early-media.ts";
import { settleEar } from "./calls/settle-ear.ts";
import { passTimeOfTransfer, settleConsults } from "./calls/transfer.ts";
import { decideCommand } from "./decide-command.ts";
import { acceptFarewell, applyConfig, passTimeOfStopping, stopPhone } from "./decide-config.ts";
import { passTimeOfTyping, settleMicrophone, settleTones } from "./decide-sounds.ts";
import type { Dice } from "./dice.ts";
import type { Effect } from "./effects.ts";
import { describeNextCall } from "./failover/choose-servers.ts";
import { decideHeadsetEvent } from "./headset/decide-headset.ts";
import { settleHeadsetLamps } from "./headset/lamps.ts";
import { decideLampEvent, passTimeOfLamps } from "./lamps/decide-lamps.ts";
import { settleLamps } from "./lamps/settle-lamps.ts";
import { answerWhenBack, passTimeOfAnswer } from "./incoming/answer.ts";
import { passTimeOfAutoAnswer } from "./incoming/auto-answer.ts";
import { passTimeOfForward } from "./incoming/forward.ts";
import { decideLegEvent } from "./incoming/decide-leg.ts";
import { findServerOfLegs, forgetLegsAfterSleep, loseServerOfLegs, passTimeOfLegs } from "./incoming/lost-leg.ts";
import { passTimeOfTwins, releaseTwins } from "./incoming/twins.ts";
import type { Input } from "./inputs.ts";
import { settleParking } from "./parking/settle-parking.ts";
import type { PhoneState } from "./phone-state.ts";
import {
  decideConnectionEvent,
  distrustAfterNetworkChange,
  distrustAfterSleep,
  hastenWaiting,
  passTimeOfRegistration,
} from "./registration/decide-registration.ts";
import { decideRecordingEvent, passTimeOfRecording } from "./recording/decide-recording.ts";
import { settleRecordings } from "./recording/settle-recordings.ts";
import { knockToEndCalls } from "./registration/knock-to-end.ts";
import { isReady } from "./registration/registration.ts";
import { passTimeOfCrossing, settleCrossings } from "./rescue/crossing.ts";
import { passTimeOfRescue } from "./rescue/rescue.ts";
import { hearSpeechWhileMuted, passTimeOfWatching, settleMetering } from "./metering.ts";
import { passTimeOfWrapUp, settleWrapUp } from "./wrap-up/settle-wrap-up.ts";
import { isAskedAbout } from "./wrap-up/wrap-up-record.ts";
import { createTurn, findCall, findRegistration, note, type Notice, type Turn } from "./turn.ts";

/** Ended calls stay this long in the Snapshot, ms. */
export const endedCallStaysMs = 60_000;

export type Decision = { readonly state: PhoneState; readonly effects: readonly Effect[] };

/**
 * @param at monotonic ms; never earlier than the call before.
 * @returns the same state object when nothing changed.
 */
export function decide(state: PhoneState, input: Input, at: Instant, dice: Dice): Decision {
  const turn = createTurn(state, at, dice);
  decideInput(turn, input);
  settleNotices(turn);
  settleCrossings(turn);
  releaseTwins(turn);
  knockToEndCalls(turn);
  settleConsults(turn);
  settleEar(turn, state);
  settleConference(turn, state);
  settleRecordings(turn);
  noteReach(turn, state);
  if (state.registrations.some(isReady) && !turn.state.registrations.some(isReady)) hastenWaiting(turn);
  settleWrapUp(turn, state);
  settleLamps(turn, state);
  settleAgent(turn, state);
  settleParking(turn, state);
  settleTones(turn, state);
  settleMicrophone(turn);
  settleMetering(turn, state);
  settleHeadsetLamps(turn);
  return { state: turn.state, effects: turn.effects };
}

function noteReach(turn: Turn, before: PhoneState): void {
  const { registrations } = turn.state;
  if (registrations === before.registrations || !registrations.every(isReady)) return;
  if (before.registrations.length > 0 && before.registrations.every(isReady)) return;
  if (registrations.length > 0) note(turn, "info", "phone", `every server ready at ${Math.round(turn.at)} ms`);
}

function decideInput(turn: Turn, input: Input): void {
  switch (input.type) {
    case "configured":
      return applyConfig(turn, input.config);
    case "command":
      return decideCommand(turn, input);
    case "suspended":
      return;
    case "resumed":
      turn.effects.push({ type: "media.discardPrepared" });
      distrustAfterSleep(turn, input.sleptMs ?? 0);
      return forgetLegsAfterSleep(turn, input.sleptMs ?? 0);
    case "network.changed":
      turn.effects.push({ type: "media.discardPrepared" });
      distrustAfterNetworkChange(turn);
      settleNotices(turn);
      return moveDialogs(turn);
    case "stopping":
      return stopPhone(turn);
    case "tick":
      return passTime(turn);
    case "register.answered":
      return turn.state.isStopping ? acceptFarewell(turn, input) : decideConnectionEvent(turn, input);
    case "socket.opened":
    case "socket.closed":
    case "bindings.answered":
    case "probe.answered":
    case "server.responded":
    case "server.requested":
      return decideConnectionEvent(turn, input);
    case "subscription.answered":
    case "subscription.notified":
    case "mailbox.told":
      return decideLampEvent(turn, input);
    case "service.answered":
    case "service.ended":
      return decideServiceEvent(turn, input);
    case "attempt.prepared":
    case "attempt.sent":
    case "attempt.challenged":
    case "attempt.progressed":
    case "attempt.earlyMedia":
    case "attempt.answered":
    case "attempt.rejected":
    case "attempt.failed":
      return decideAttemptEvent(turn, input);
    case "leg.offered":
      decideConnectionEvent(turn, input);
      return decideLegEvent(turn, input);
    case "leg.cancelled":
    case "leg.accepted":
    case "leg.acknowledged":
    case "leg.failed":
      return decideLegEvent(turn, input);
    case "dialog.ended":
    case "dialog.refreshed":
    case "dialog.holdAnswered":
    case "dialog.transferProgressed":
    case "dialog.transferAnswered":
      return decideDialogEvent(turn, input);
    case "media.flowChanged":
    case "media.fellQuiet":
    case "media.measured":
      if (!decideEarlyFlow(turn, input)) decideDialogEvent(turn, input);
      return;
    case "microphone.spokeMuted":
      return hearSpeechWhileMuted(turn);
    case "headset.listed":
    case "headset.moved":
      return decideHeadsetEvent(turn, input);
    case "recording.opened":
    case "recording.failed":
      return decideRecordingEvent(turn, input);
    case "devices.changed":
      turn.state = { ...turn.state, devices: input.devices };
      return;
    default:
      return assertNever(input);
  }
}

function passTime(turn: Turn): void {
  passTimeOfStopping(turn);
  passTimeOfTyping(turn);
  passTimeOfWatching(turn);
  const { serverId: chosenId } = describeNextCall(turn.state.registrations, turn.state.preferredServerId);
  for (const { serverId } of turn.state.registrations) passTimeOfRegistration(turn, serverId, serverId === chosenId);
  settleNotices(turn);
  passTimeOfLamps(turn);
  passTimeOfAgent(turn);
  for (const { id } of turn.state.calls) {
    for (const passTimeOfPart of timeOfCalls) {
      const call = findCall(turn, id);
      if (call !== undefined) passTimeOfPart(turn, call);
    }
  }
  passTimeOfWrapUp(turn);
  const stays = turn.state.calls.filter((call) => {
    if (call.atEnded === null || call.atEnded + endedCallStaysMs > turn.at) return true;
    return isAskedAbout(turn.state, call.id);
  });
  if (stays.length !== turn.state.calls.length) turn.state = { ...turn.state, calls: stays };
}

const timeOfCalls: readonly ((turn: Turn, call: PhoneState["calls"][number]) => void)[] = [
  passTimeOfAttempt,
  passTimeOfEarlyDialog,
  (turn, call) => {
    const registration = findRegistration(turn, call.serverId);
    passTimeOfDialog(turn, call, registration !== undefined && isReady(registration));
  },
  passTimeOfCrossing,
  passTimeOfAutoAnswer,
  passTimeOfForward,
  passTimeOfAnswer,
  passTimeOfTwins,
  passTimeOfLegs,
  passTimeOfRescue,
  passTimeOfTransfer,
  passTimeOfRecording,
];

/** Hands on what happened to servers to the calls on them, until nothing more follows. */
function settleNotices(turn: Turn): void {
  for (let notice = turn.notices.shift(); notice !== undefined; notice = turn.notices.shift()) {
    for (const { id } of turn.state.calls) tellCall(turn, id, notice);
  }
}

function tellCall(turn: Turn, callId: string, notice: Notice): void {
  const told: readonly ((call: PhoneState["calls"][number]) => void)[] =
    notice.kind === "serverLost"
      ? [
          (call) => loseServerOfAttempt(turn, call, notice.serverId, notice.isSocketClosed),
          (call) => loseServerOfDialog(turn, call, notice.serverId),
          (call) => loseServerOfLegs(turn, call, notice.serverId),
        ]
      : [
          (call) => refreshDialogOn(turn, call, notice.serverId),
          (call) => answerWhenBack(turn, call),
          (call) => findServerOfLegs(turn, call, notice.serverId),
          (call) => dialWhenBack(turn, call),
        ];
  for (const tell of told) {
    const call = findCall(turn, callId);
    if (call !== undefined) tell(call);
  }
}
