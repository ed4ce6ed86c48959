/**
 * Giving a call away: at once, or after asking whoever shall have it. REFER, with Replaces for two calls of one server
 * (RFC 3515, 3891, 5589). What the server tells of it is believed; once it failed the server is asked for the call.
 */
import { refuseCommand, type CommandReply } from "../../../../shared/contract/command.ts";
import type { CallEnd } from "../../../../shared/model/call.ts";
import { cleanDialTarget, type DialTarget } from "../../../../shared/model/dial-target.ts";
import type { CallId } from "../../../../shared/model/ids.ts";
import type { PhoneConfig } from "../../../../shared/model/phone-config.ts";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import type { Transfer } from "../../../../shared/model/transfer.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import { findCall, note, putCall, type Turn } from "../turn.ts";
import { isInTouch, isOver, isUp, type CallRecord } from "./call-record.ts";
import { accepted, dialsAlready, isReconnecting, onDialog } from "./command-replies.ts";
import { beginDial } from "./dial.ts";
import { sendRefresh } from "./refresh.ts";
import { endCall } from "./end-call.ts";
import { hangUp } from "./hang-up.ts";
import { hold, holdOthers } from "./hold.ts";
import { findPermission, type DialPermission } from "./may-dial.ts";

/** 64·T1 (RFC 3261 §17.1.2.2, Timer F) and a little: a REFER without any response is over, ms. */
const answerWithinMs = 33_000;
/** Nobody rings longer, and a server that says nothing for so long has nothing to say, ms. */
const wordWithinMs = 120_000;
/** Why it failed stands on the card this long, ms. */
const failureStaysMs = 30_000;

export function transferBlind(turn: Turn, call: CallRecord, to: string, config: PhoneConfig): CommandReply {
  const found = findTarget(to, config);
  if (!found.ok) return found.failure;
  const { target, permission } = found.value;
  if (!permission.serverIds.includes(call.serverId)) {
    return refuseCommand("notAllowed", `The dial rules of ${call.serverId} do not allow calls to ${target}.`);
  }
  return handToServer(turn, call, target, "blind");
}

/** Its server alone takes part in it: it calls whoever is there now, or keeps the call. */
export function handToServer(
  turn: Turn,
  call: CallRecord,
  target: DialTarget,
  kind: Exclude<Transfer["kind"], "attended">,
): CommandReply {
  const refusal = whyNotNow(call);
  if (refusal !== null) return refusal;
  return onDialog(call, (inviteId) => {
    const asked = findConsult(turn, call.id);
    if (asked !== undefined) hangUp(turn, asked);
    begin(turn, call, { kind, to: { number: target, name: null }, toCallId: null });
    turn.effects.push({ type: "dialog.transferBlind", inviteId, target });
  });
}

export function transferAttended(turn: Turn, call: CallRecord, to: CallRecord | undefined): CommandReply {
  if (to === undefined) return refuseCommand("noSuchCall", "The call to transfer to is over.");
  const toInviteId = to.inviteId;
  if (!isUp(to) || toInviteId === null) return refuseCommand("notNow", "The call to transfer to is not connected.");
  if (to.id === call.id) return refuseCommand("notNow", "A call cannot be handed over to itself.");
  if (to.serverId !== call.serverId) {
    return refuseCommand(
      "notNow",
      "The two calls are on different servers, which cannot join them. Transfer without asking, or join all three.",
    );
  }
  const refusal = whyUnderWay(call) ?? (isInTouch(to) ? null : isReconnecting);
  if (refusal !== null) return refusal;
  return onDialog(call, (inviteId) => {
    begin(turn, call, { kind: "attended", to: to.remote, toCallId: to.id });
    turn.effects.push({ type: "dialog.transferAttended", inviteId, toInviteId });
  });
}

/** Dials whoever shall have the call, on its server if that can take it, so that the two can be joined there. */
export function consult(turn: Turn, call: CallRecord, to: string, config: PhoneConfig): CommandReply {
  const found = findTarget(to, config);
  if (!found.ok) return found.failure;
  const refusal = whyNotNow(call);
  if (refusal !== null) return refusal;
  if (findConsult(turn, call.id) !== undefined) return refuseCommand("notNow", "Somebody is being asked already.");
  if (call.consultOf !== null) return refuseCommand("notNow", "This call was dialled to ask about another one.");
  if (turn.state.calls.some(({ state }) => state === "dialing")) {
    return dialsAlready;
  }
  const begun = onDialog(call, () => {
    putCall(turn, { ...call, transfer: null });
    holdOthers(turn, null);
  });
  if (!begun.ok) return begun;
  const { id } = beginDial(turn, { ...found.value, name: null, serverId: call.serverId, consultOf: call.id });
  return { ok: true, callId: id };
}

/** @param call either of the two. A consulted call that is over already is no hindrance. */
export function returnFromConsult(turn: Turn, call: CallRecord): CommandReply {
  const firstId = call.consultOf ?? call.id;
  const asked = turn.state.calls.findLast(({ consultOf }) => consultOf === firstId);
  if (asked === undefined) return refuseCommand("notNow", "Nobody is being asked about this call.");
  if (!isOver(asked)) hangUp(turn, asked);
  const first = findCall(turn, firstId);
  if (first !== undefined) hold(turn, first, false);
  return accepted;
}

type Target = { readonly target: DialTarget; readonly permission: DialPermission };

function findTarget(to: string, config: PhoneConfig): Result<Target, CommandReply> {
  const cleaned = cleanDialTarget(to);
  if (!cleaned.ok) return fail(refuseCommand("badTarget", cleaned.failure));
  const permission = findPermission(cleaned.value, config);
  if (!permission.ok) return fail(refuseCommand("notAllowed", permission.failure));
  return succeed({ target: cleaned.value, permission: permission.value });
}

function whyNotNow(call: CallRecord): CommandReply | null {
  if (call.isInConference)
    return refuseCommand("notNow", "Talk to one of them alone first: the conference stays here.");
  return whyUnderWay(call);
}

function whyUnderWay(call: CallRecord): CommandReply | null {
  if (isBeingTransferred(call)) return refuseCommand("notNow", "This call is being handed over already.");
  return isUp(call) && call.state !== "stranded" && !isInTouch(call) ? isReconnecting : null;
}

/** The call that was dialled to ask about this one, while it lasts. */
function findConsult(turn: Turn, firstId: CallId): CallRecord | undefined {
  return turn.state.calls.find(({ consultOf, state }) => consultOf === firstId && state !== "ended");
}

export function isBeingTransferred({ transfer }: CallRecord): boolean {
  return transfer !== null && transfer.state !== "failed";
}

function begin(turn: Turn, call: CallRecord, transfer: Pick<Transfer, "kind" | "to" | "toCallId">): void {
  note(turn, "info", `call:${call.id}`, `to be handed over, ${transfer.kind}`);
  const atDue = turn.at + answerWithinMs;
  putCall(turn, { ...call, transfer: { ...transfer, state: "asked", code: null, atDue, isChecking: false } });
}

export function acceptTransferProgress(turn: Turn, call: CallRecord, code: number): void {
  const { transfer } = call;
  if (transfer === null || !isBeingTransferred(call)) return;
  const isRinging = transfer.state === "ringing" || code >= 180;
  const state = isRinging ? "ringing" : "trying";
  putCall(turn, { ...call, transfer: { ...transfer, state, atDue: turn.at + wordWithinMs } });
}

/** @param code null: no word came. A 2xx that comes late is as good as one in time. */
export function acceptTransferAnswer(turn: Turn, call: CallRecord, code: number | null): void {
  const { transfer } = call;
  if (transfer === null) return;
  if (code !== null && isSuccess(code)) return handOver(turn, call, code);
  if (!isBeingTransferred(call)) return;
  note(turn, "warn", `call:${call.id}`, `not handed over (${code ?? "no word"})`);
  const failed = { ...transfer, state: "failed", code, atDue: turn.at + failureStaysMs, isChecking: true } as const;
  const kept = putCall(turn, { ...call, transfer: failed });
  // A blind transfer may have taken the party out of the call before it failed; only the server knows [lab].
  if (kept.signalling.kind === "ok") sendRefresh(turn, kept);
}

function handOver(turn: Turn, call: CallRecord, code: number | null): void {
  const asked = call.transfer?.toCallId ?? null;
  endCall(turn, call, { by: "local", reason: "transferred", code });
  const other = asked === null ? undefined : findCall(turn, asked);
  if (other === undefined || isOver(other)) return;
  if (other.inviteId !== null) turn.effects.push({ type: "dialog.bye", inviteId: other.inviteId });
  endCall(turn, other, { by: "local", reason: "transferred", code });
}

/**
 * BYE from the server in a call that is being handed over, or that the consulted one was joined with.
 * @returns null where it has nothing to do with a transfer.
 */
export function whyEndedInTransfer(turn: Turn, call: CallRecord): CallEnd | null {
  const { transfer } = call;
  if (transfer?.state === "failed" && transfer.isChecking) {
    return { by: "server", reason: "transferFailed", code: transfer.code };
  }
  const handedOver: CallEnd = { by: "local", reason: "transferred", code: null };
  const toCallId = transfer?.toCallId ?? null;
  const other = toCallId === null ? undefined : findCall(turn, toCallId);
  if (other?.end?.reason === "transferred") return handedOver;
  // A party that hangs up looks the same; while two calls are joined the other one tells them apart.
  const isAlone = transfer?.kind === "blind" || transfer?.kind === "park";
  if (isAlone && isBeingTransferred(call) && transfer.state !== "asked") return handedOver;
  const isJoined = turn.state.calls.some((other) => other.transfer?.toCallId === call.id && isBeingTransferred(other));
  return isJoined ? handedOver : null;
}

export function passTimeOfTransfer(turn: Turn, call: CallRecord): void {
  const { transfer } = call;
  if (transfer === null || isOver(call) || transfer.atDue > turn.at) return;
  if (transfer.state === "failed") putCall(turn, { ...call, transfer: null });
  else acceptTransferAnswer(turn, call, null);
}

/** The server still has the call: whatever ends it from now on is something else. */
export function settleChecked(call: CallRecord): CallRecord {
  return call.transfer?.isChecking === true ? { ...call, transfer: { ...call.transfer, isChecking: false } } : call;
}

/** What was asked about a call that was lost is asked about the one that goes on with it. */
export function settleConsults(turn: Turn): void {
  for (const call of turn.state.calls) {
    if (call.consultOf === null || isOver(call)) continue;
    const next = turn.state.calls.find(({ rescueOf }) => rescueOf === call.consultOf);
    if (next !== undefined) putCall(turn, { ...call, consultOf: next.id });
  }
}
