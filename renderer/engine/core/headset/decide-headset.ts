/**
 * What a headset's key does, by what is going on; the mute key mutes and nothing else.
 *
 *                  rings              in hand            nothing but one held call
 *   hook on        answer             -                  take it back
 *   hook off       -                  hang up            -
 *   hook pressed   answer             hang up            take it back
 *   flash          answer             take the held one  take it back
 *   drop           decline            hang up            -
 *   reject         decline            -                  -
 *   mute           -                  mute, unmute       -
 *
 * While a call waits beside the one in hand, hook off and drop end the one in hand, hook pressed and flash answer the
 * one that waits, and it is held. A headset that is not spoken through answers and declines, and does no more.
 */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { handsOffMs } from "../../../../shared/model/hands-off.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { CallRecord } from "../calls/call-record.ts";
import { decideCallCommand, type CallCommand } from "../calls/decide-call-command.ts";
import { conversationOf } from "../calls/hold.ts";
import type { HeadsetEvent, HeadsetKey } from "../headset-vocabulary.ts";
import { note, type Turn } from "../turn.ts";
import { findInHand, findOnlyHeld, findRinging } from "./in-hand.ts";
import { findHeadset, isSpokenThrough, listHeadsets, putHeadset, type HeadsetRecord } from "./headset-record.ts";
import { deafForMs } from "./lamps.ts";

/** A key that goes off so soon after it went on was pressed and let go, ms; a mute may be as short as a cough. */
const pressMs: Readonly<Partial<Record<HeadsetKey, number>>> = { hook: 1_000, mute: 500 };

type Move = Extract<HeadsetEvent, { type: "headset.moved" }>;
/** What was done to a key, once it is clear what kind of key it is. */
type Deed = "on" | "off" | "pressed";

export function decideHeadsetEvent(turn: Turn, event: HeadsetEvent): void {
  if (event.type === "headset.listed") return listHeadsets(turn, event.headsets);
  const known = findHeadset(turn, event.headsetId);
  if (known === undefined || known.headset.state !== "ready") return;
  const { record, isEcho } = takePosition(turn, known, event);
  if (isEcho) return;
  const deed = readDeed(record, event, turn.at);
  const hasActed = deed !== null && act(turn, record, event.key, deed);
  remember(turn, record, event, hasActed, deed);
  if (hasActed) note(turn, "info", "headset", `${record.headset.name}: ${event.key} ${deed}`);
}

export function retryHeadsets(turn: Turn): void {
  turn.effects.push({ type: "headset.retry" });
}

/** Many headsets send back as a key what was shown as a lamp; that is nobody's press. */
function takePosition(turn: Turn, known: HeadsetRecord, { key, kind, isOn }: Move) {
  if (kind === "pulse") return { record: known, isEcho: false };
  const at = known.echoes.findIndex((one) => one.key === key && one.isOn === isOn && one.atEnds > turn.at);
  const echoes = known.echoes.filter((_echo, index) => index !== at);
  const record = putHeadset(turn, { ...known, echoes, position: { ...known.position, [key]: isOn } });
  return { record, isEcho: at !== -1 };
}

function readDeed(record: HeadsetRecord, { key, kind, isOn }: Move, at: Instant): Deed | null {
  const isDeaf = (record.deafUntil[key] ?? -Infinity) > at;
  const pressedFor = pressMs[key];
  if (kind === "pulse" || pressedFor === undefined) return isOn && !isDeaf ? "pressed" : null;
  if (kind === "switch") return isOn ? "on" : "off";
  if (isOn) return isDeaf ? null : "on";
  const wentOn = record.wentOn[key];
  if (wentOn === undefined || at - wentOn.at > pressedFor) return "off";
  return wentOn.isDone ? null : "pressed";
}

/** What an ignored key went on for is done with, too: letting it go means nothing. */
function remember(turn: Turn, { headset }: HeadsetRecord, move: Move, hasActed: boolean, deed: Deed | null): void {
  const record = findHeadset(turn, headset.id);
  if (record === undefined) return;
  const { key, isOn } = move;
  putHeadset(turn, {
    ...record,
    wentOn: isOn ? { ...record.wentOn, [key]: { at: turn.at, isDone: hasActed || deed === null } } : record.wentOn,
    deafUntil: hasActed ? { ...record.deafUntil, [key]: turn.at + deafForMs } : record.deafUntil,
  });
}

function act(turn: Turn, record: HeadsetRecord, key: HeadsetKey, deed: Deed): boolean {
  const { calls } = turn.state;
  const isSpoken = isSpokenThrough(turn.state, record);
  const inHand = isSpoken ? findInHand(calls) : null;
  const held = isSpoken ? findOnlyHeld(calls) : null;
  const ringing = findRinging(calls);
  switch (key) {
    case "mute":
      return mute(turn, inHand, deed);
    case "hook":
      if (deed === "off") return hangUp(turn, inHand);
      if (ringing !== null) return ask(turn, { type: "call.answer", callId: ringing.id });
      if (inHand !== null) return deed === "pressed" && !isTooSoon(turn) && hangUp(turn, inHand);
      return resume(turn, held);
    case "flash":
      if (deed === "off") return false;
      return ringing === null ? resume(turn, held) : ask(turn, { type: "call.answer", callId: ringing.id });
    case "drop":
      if (deed === "off") return false;
      return inHand === null ? reject(turn, ringing) : hangUp(turn, inHand);
    case "reject":
      return deed !== "off" && reject(turn, ringing);
    default:
      return assertNever(key);
  }
}

/** A press that may have been meant for a call that rang a moment ago, or be the second of two. */
function isTooSoon({ state, at }: Turn): boolean {
  return state.calls.some((call) => {
    if (call.direction === "incoming" && call.state === "ringing") return call.answering.kind !== "no";
    const atQuiet = call.atAnswered ?? (call.direction === "incoming" ? call.atEnded : null);
    return atQuiet !== null && at - atQuiet < handsOffMs;
  });
}

/** Of the conversation that is talked on, and of no other. */
function mute(turn: Turn, call: CallRecord | null, deed: Deed): boolean {
  if (call?.state !== "active") return false;
  const isWanted = deed === "pressed" ? !call.isMuted : deed === "on";
  if (isWanted === call.isMuted) return false;
  return ask(turn, { type: isWanted ? "call.mute" : "call.unmute", callId: call.id });
}

/** A conference is one conversation. */
function hangUp(turn: Turn, call: CallRecord | null): boolean {
  if (call === null) return false;
  let isDone = false;
  for (const { id } of conversationOf(turn, call)) {
    isDone = ask(turn, { type: "call.hangUp", callId: id }) || isDone;
  }
  return isDone;
}

function reject(turn: Turn, call: CallRecord | null): boolean {
  return call !== null && ask(turn, { type: "call.reject", callId: call.id });
}

function resume(turn: Turn, call: CallRecord | null): boolean {
  return call !== null && ask(turn, { type: "call.resume", callId: call.id });
}

function ask(turn: Turn, command: CallCommand): boolean {
  return decideCallCommand(turn, command, turn.state.config).ok;
}
