/** A conversation under way: what its dialog and its media report, and what losing the server means for it. */
import type { CallEnd } from "../../../../shared/model/call.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import { hasten } from "../registration/phases.ts";
import { suspect } from "../registration/proof-of-life.ts";
import { joinCallOfParty } from "../rescue/lost-party.ts";
import { findCall, findCallOfInvite, findRegistration, note, putCall, type Turn } from "../turn.ts";
import type { SipEvent } from "../sip-vocabulary.ts";
import { isLeftBehind, isUp, type CallRecord } from "./call-record.ts";
import { endCall } from "./end-call.ts";
import { acceptHoldAnswer } from "./hold.ts";
import { addMeasurement } from "./sound-tally.ts";
import { isMoving, moveSettlesMs, sendRefresh } from "./refresh.ts";
import {
  acceptTransferAnswer,
  acceptTransferProgress,
  isBeingTransferred,
  settleChecked,
  whyEndedInTransfer,
} from "./transfer.ts";

export type DialogEvent = Extract<SipEvent, { type: `dialog.${string}` | `media.${string}` }>;

/** An answer so recent came after the voice fell quiet, ms: the server lives. */
const answeredSinceMs = 500;
const refreshAgainMs = 2_000;
/** In policy `auto` the side that was called leaves the redial to the other for this long, ms. */
const calleeRescueDelayMs = 8_000;
/** Many seats lose their calls in one instant; they knock at the other server U(0, this) later, ms. */
const wayOutSpreadMs = 500;
/** Every call of a server is lost in the same instant, and the other server must live through their redials, ms. */
const rescueSpreadMs = 1_500;
/** A stranded call nobody rescues ends after this long, ms. */
const strandedLimitMs = 120_000;

export function decideDialogEvent(turn: Turn, event: DialogEvent): void {
  const call = findCallOfInvite(turn, event.inviteId);
  if (call === undefined || call.inviteId !== event.inviteId || !isUp(call)) return;
  switch (event.type) {
    case "dialog.ended":
      endCall(turn, call, whyEndedInTransfer(turn, call) ?? whyEnded(call));
      return;
    case "dialog.refreshed":
      return acceptRefresh(turn, call, event.outcome);
    case "dialog.holdAnswered":
      return acceptHoldAnswer(turn, call, event.held);
    case "dialog.transferProgressed":
      return acceptTransferProgress(turn, call, event.code);
    case "dialog.transferAnswered":
      return acceptTransferAnswer(turn, call, event.code);
    case "media.flowChanged":
      if (!event.isFlowing) askServer(turn, call);
      return strandOrRecover(turn, { ...call, isMediaFlowing: event.isFlowing });
    case "media.fellQuiet":
      return askServer(turn, call);
    case "media.measured":
      putCall(turn, {
        ...call,
        quality: event.quality,
        sound: addMeasurement(call.sound, event.quality, event.packets),
      });
      return;
  }
}

/** The port tells the end of a call whose server left once its socket and its voice are both gone: nobody hung up. */
function whyEnded(call: CallRecord): CallEnd {
  const isGone = isLeftBehind(call, call.inviteId) && !call.isMediaFlowing && !call.isHeld;
  return isGone ? { by: "server", reason: "serverLost", code: null } : { by: "remote", reason: "hungUp", code: null };
}

function acceptRefresh(turn: Turn, call: CallRecord, outcome: "ok" | "gone" | "failed"): void {
  if (outcome === "gone") {
    const end: CallEnd = { by: "server", reason: "serverLost", code: 481 };
    endCall(turn, { ...call, isRefreshing: false }, whyEndedInTransfer(turn, call) ?? end);
    return;
  }
  const settled = putCall(turn, { ...(outcome === "ok" ? settleChecked(call) : call), isRefreshing: false });
  const { signalling } = settled;
  if (signalling.kind === "ok") {
    if (outcome === "ok" && settled.hasNewAddress) sendRefresh(turn, settled);
    return;
  }
  if (outcome === "failed") {
    putCall(turn, { ...settled, signalling: { ...signalling, atRefresh: turn.at + refreshAgainMs } });
    return;
  }
  note(turn, "info", `call:${call.id}`, "signalling re-attached");
  strandOrRecover(turn, { ...settled, signalling: { kind: "ok" } });
}

/**
 * The addresses changed: every conversation moves to the new one by an ICE restart, at once or when re-attached. One that
 * has just moved hears most often of the same change again, so it is asked a little later whether its voice came through.
 */
export function moveDialogs(turn: Turn): void {
  for (const { id } of turn.state.calls) {
    const call = findCall(turn, id);
    if (call === undefined || !isUp(call)) continue;
    if (isMoving(turn, call)) {
      putCall(turn, { ...call, atMoveDue: turn.at + moveSettlesMs });
      continue;
    }
    const moved = putCall(turn, { ...call, hasNewAddress: true });
    if (moved.signalling.kind === "ok") sendRefresh(turn, moved);
  }
}

/** The voice fell quiet: nothing by itself, for parties pause; but a server that died takes the voice with it. */
function askServer(turn: Turn, call: CallRecord): void {
  const registration = findRegistration(turn, call.serverId);
  if (registration === undefined || turn.at - registration.atProof < answeredSinceMs) return;
  suspect(turn, call.serverId);
}

/** Stranded is signalling and media both gone; either one back is a call again. */
function strandOrRecover(turn: Turn, call: CallRecord): void {
  const isStranded = call.signalling.kind === "lost" && !call.isMediaFlowing;
  if (isStranded === (call.state === "stranded")) {
    putCall(turn, call);
    return;
  }
  note(turn, "info", `call:${call.id}`, isStranded ? "active → stranded" : "stranded → active");
  const atGiveUp = isStranded ? turn.at + strandedLimitMs : null;
  putCall(turn, {
    ...call,
    state: isStranded ? "stranded" : "active",
    signalling: call.signalling.kind === "lost" ? { ...call.signalling, atGiveUp } : call.signalling,
    atRescue: isStranded ? atRescueByItself(turn, call) : null,
  });
  if (isStranded) lookForWayOut(turn, call);
}

/** The party may be calling already; if not, every other server is wanted now. */
function lookForWayOut(turn: Turn, call: CallRecord): void {
  joinCallOfParty(turn, findCall(turn, call.id) ?? call);
  for (const registration of turn.state.registrations) {
    if (registration.serverId === call.serverId) continue;
    hasten(turn, registration, turn.at + turn.dice.uniform(0, wayOutSpreadMs));
  }
}

function atRescueByItself(turn: Turn, call: CallRecord): number | null {
  if (turn.state.config?.failover.rescue !== "auto" || isBeingTransferred(call)) return null;
  const delayMs = call.direction === "outgoing" ? 0 : calleeRescueDelayMs;
  return turn.at + delayMs + turn.dice.uniform(0, rescueSpreadMs);
}

/** A lost WebSocket never ends a call: the voice goes on while the socket comes back. */
export function loseServerOfDialog(turn: Turn, call: CallRecord, serverId: ServerId): void {
  if (!isUp(call) || call.serverId !== serverId || call.signalling.kind === "lost") return;
  if (isLeftBehind(call, call.inviteId)) return;
  note(turn, "warn", `call:${call.id}`, "signalling lost, the voice goes on");
  const lost: CallRecord = {
    ...call,
    isRefreshing: false,
    holdAsked: null,
    signalling: { kind: "lost", atGiveUp: null, atRefresh: null },
  };
  strandOrRecover(turn, lost);
}

/**
 * The server is registered again: one re-INVITE per dialog, so that its requests find the new socket. Where no voice
 * says that its way still stands, ICE starts anew with it: not every change of network is announced.
 */
export function refreshDialogOn(turn: Turn, call: CallRecord, serverId: ServerId): void {
  if (!isUp(call) || call.serverId !== serverId || call.signalling.kind !== "lost") return;
  if (isLeftBehind(call, call.inviteId)) return;
  const hasNewAddress = call.hasNewAddress || call.isHeld || !call.isMediaFlowing;
  sendRefresh(turn, putCall(turn, { ...call, hasNewAddress, signalling: { ...call.signalling, atRefresh: null } }));
}

/** Nobody can hear whether a held call's way still stands. */
function moveAgainIfSilent(turn: Turn, call: CallRecord): void {
  const isSilent = call.isHeld || !call.isMediaFlowing;
  const looked = putCall(turn, { ...call, atMoveDue: null, hasNewAddress: call.hasNewAddress || isSilent });
  if (isSilent && looked.signalling.kind === "ok") sendRefresh(turn, looked);
}

export function passTimeOfDialog(turn: Turn, call: CallRecord, isServerReady: boolean): void {
  if (!isUp(call)) return;
  if (call.atMoveDue !== null && call.atMoveDue <= turn.at) moveAgainIfSilent(turn, call);
  passTimeOfSignalling(turn, findCall(turn, call.id) ?? call, isServerReady);
}

function passTimeOfSignalling(turn: Turn, call: CallRecord, isServerReady: boolean): void {
  const { signalling } = call;
  if (signalling.kind !== "lost") return;
  if (signalling.atGiveUp !== null && signalling.atGiveUp <= turn.at) {
    if (call.inviteId !== null) turn.effects.push({ type: "dialog.bye", inviteId: call.inviteId });
    endCall(turn, call, { by: "server", reason: "serverLost", code: null });
    return;
  }
  if (signalling.atRefresh !== null && signalling.atRefresh <= turn.at) {
    if (isServerReady) refreshDialogOn(turn, call, call.serverId);
    else putCall(turn, { ...call, signalling: { ...signalling, atRefresh: null } });
  }
}
