/** What the lamps of headsets say, derived from the calls after every decision, as the tones are. */
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import { isRingingHere } from "../../../../shared/model/call.ts";
import { isAside, isUp } from "../calls/call-record.ts";
import { tonesOf } from "../decide-sounds.ts";
import { darkLamps, type HeadsetKey, type Lamps } from "../headset-vocabulary.ts";
import type { PhoneState } from "../phone-state.ts";
import type { Turn } from "../turn.ts";
import { isSpokenThrough, putHeadset, type Echo, type HeadsetRecord } from "./headset-record.ts";
import { findInHand } from "./in-hand.ts";

/** A switch that follows its lamp says so within this time, wireless ones last, ms. */
const echoWithinMs = 1_000;
/** A button that follows its lamp says so at once; nobody presses twice so fast, ms. */
export const deafForMs = 300;

/** Off-hook opens the headset's way to the ear, which ringback needs too. */
export function lampsOf(state: PhoneState): Lamps {
  if (state.isStopping) return darkLamps;
  const live = state.calls.filter((call) => call.state !== "ended");
  const up = live.filter(isUp);
  const inHand = findInHand(state.calls);
  const tones = tonesOf(state);
  return {
    ring: tones.has("ring") || tones.has("waiting"),
    offHook: live.some((call) => !isRingingHere(call) || call.answering.kind !== "no"),
    mute: inHand !== null && isUp(inHand) && inHand.isMuted,
    hold: up.length > 0 && up.every(isAside),
  };
}

/** Every headset rings; the one that is spoken through shows the call too. */
export function settleHeadsetLamps(turn: Turn): void {
  if (turn.state.headsets.length === 0) return;
  const lamps = lampsOf(turn.state);
  for (const record of turn.state.headsets) {
    if (record.headset.state !== "ready") continue;
    const wanted = isSpokenThrough(turn.state, record) ? lamps : { ...darkLamps, ring: lamps.ring };
    if (!isSameValue(record.shown, wanted)) show(turn, record, wanted);
  }
}

function show(turn: Turn, record: HeadsetRecord, lamps: Lamps): void {
  // First of all: after `stopped` nobody carries anything out.
  turn.effects.unshift({ type: "headset.show", headsetId: record.headset.id, lamps });
  const moved: readonly (readonly [HeadsetKey, boolean])[] = [
    ...(lamps.offHook === record.shown.offHook ? [] : [["hook", lamps.offHook] as const]),
    ...(lamps.mute === record.shown.mute ? [] : [["mute", lamps.mute] as const]),
  ];
  const kept = record.echoes.filter((echo) => echo.atEnds > turn.at);
  const isAwaited = (key: HeadsetKey) => kept.some((echo) => echo.key === key);
  const echoes = moved
    .filter(([key, isOn]) => record.position[key] !== isOn || isAwaited(key))
    .map(([key, isOn]): Echo => ({ key, isOn, atEnds: turn.at + echoWithinMs }));
  const deaf = moved.map(([key]) => key);
  // A press meant for a call that was answered or given up in this moment is none for the call in hand.
  if (record.shown.ring && !lamps.ring) deaf.push("hook");
  putHeadset(turn, {
    ...record,
    shown: lamps,
    echoes: [...kept, ...echoes],
    deafUntil: { ...record.deafUntil, ...Object.fromEntries(deaf.map((key) => [key, turn.at + deafForMs])) },
  });
}
