/** What should be heard and whether the microphone is needed, derived from the calls after every decision. */
import type { Tone } from "./effects.ts";
import { isRingingHere } from "../../../shared/model/call.ts";
import { isRingbackDue } from "./calls/early-media.ts";
import { isAside, liveLegs, type CallRecord } from "./calls/call-record.ts";
import type { PhoneState } from "./phone-state.ts";
import type { Turn } from "./turn.ts";

/** The microphone is let go this long after nothing needs it, ms. */
const microphoneLingerMs = 10_000;

type RepeatedTone = Extract<Tone, "ring" | "waiting" | "ringback">;

export function tonesOf(state: PhoneState): ReadonlySet<RepeatedTone> {
  const tones = new Set<RepeatedTone>();
  const isTalking = isInEar(state.calls);
  for (const call of state.calls) {
    if (isRingbackDue(call) && !isTalking) tones.add("ringback");
    else if (isRingingHere(call) && isWaitingForPerson(call)) tones.add(isTalking ? "waiting" : "ring");
  }
  return tones;
}

/** A ring would drown the voice of whoever is talked with. */
function isInEar(calls: readonly CallRecord[]): boolean {
  return calls.some((call) => call.state === "active" && !isAside(call));
}

/** What is answered by itself has beeped, and does not ring. */
function isWaitingForPerson(call: CallRecord): boolean {
  return liveLegs(call).length > 0 && call.answering.kind === "no" && call.atAutoAnswer === null;
}

/** Starts and stops the repeated tones, so that they say what the new state says. */
export function settleTones(turn: Turn, before: PhoneState): void {
  const was = tonesOf(before);
  const is = tonesOf(turn.state);
  for (const tone of was) if (!is.has(tone)) turn.effects.push({ type: "tone.stop", tone });
  for (const tone of is) if (!was.has(tone)) turn.effects.push({ type: "tone.play", tone });
}

export function passTimeOfTyping(turn: Turn): void {
  const { microphone } = turn.state;
  if (microphone.atTypingEnds === null || microphone.atTypingEnds > turn.at) return;
  turn.state = { ...turn.state, microphone: { ...microphone, atTypingEnds: null } };
}

/** Opens the microphone when the field has focus, its level is looked at or a call is there; releases it 10 s after. */
export function settleMicrophone(turn: Turn): void {
  const { microphone, calls } = turn.state;
  const { atTypingEnds, atSettingsWatchEnds } = microphone;
  const isNeeded =
    atTypingEnds !== null || atSettingsWatchEnds !== null || calls.some((call) => call.state !== "ended");
  if (isNeeded) {
    if (microphone.isOpen && microphone.atRelease === null) return;
    if (!microphone.isOpen) turn.effects.push({ type: "microphone.open" });
    turn.state = { ...turn.state, microphone: { ...microphone, isOpen: true, atRelease: null } };
    return;
  }
  if (!microphone.isOpen) return;
  const atRelease = microphone.atRelease ?? turn.at + microphoneLingerMs;
  if (atRelease > turn.at) {
    if (atRelease === microphone.atRelease) return;
    turn.state = { ...turn.state, microphone: { ...microphone, atRelease } };
    return;
  }
  turn.effects.push({ type: "microphone.release" });
  turn.state = { ...turn.state, microphone: { ...microphone, isOpen: false, atRelease: null } };
}
