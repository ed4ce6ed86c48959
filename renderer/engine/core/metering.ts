/** When the microphone's level is measured, for whom, and what becomes of speaking while muted. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../shared/contract/command.ts";
import { isAside, type CallRecord } from "./calls/call-record.ts";
import type { PhoneState } from "./phone-state.ts";
import { putCall, type Turn } from "./turn.ts";

/** A window says every 2 s that somebody looks; of one that died nobody looks any more, ms. */
const watchLastsMs = 5_000;
/** Speaking while muted is said at most so often, ms. */
const warnEveryMs = 30_000;

type SoundWatch = Extract<EngineCommand, { type: "sound.watch" }>;

export function watchSound(turn: Turn, { where, on }: SoundWatch): CommandReply {
  const atEnds = on ? turn.at + watchLastsMs : null;
  const change = where === "settings" ? { atSettingsWatchEnds: atEnds } : { atCallWatchEnds: atEnds };
  turn.state = { ...turn.state, microphone: { ...turn.state.microphone, ...change } };
  return { ok: true };
}

export function beginEchoTest(turn: Turn): CommandReply {
  if (!turn.state.calls.every(isOver)) return refuseCommand("notNow", "Try this again when no call is up.");
  watchSound(turn, { type: "sound.watch", where: "settings", on: true });
  turn.effects.push({ type: "echo.begin" });
  return { ok: true };
}

export function passTimeOfWatching(turn: Turn): void {
  const { microphone } = turn.state;
  const isPast = (at: number | null) => at !== null && at <= turn.at;
  if (!isPast(microphone.atSettingsWatchEnds) && !isPast(microphone.atCallWatchEnds)) return;
  turn.state = {
    ...turn.state,
    microphone: {
      ...microphone,
      atSettingsWatchEnds: isPast(microphone.atSettingsWatchEnds) ? null : microphone.atSettingsWatchEnds,
      atCallWatchEnds: isPast(microphone.atCallWatchEnds) ? null : microphone.atCallWatchEnds,
    },
  };
}

/** Measures while somebody looks or speaks to nobody; the echo test ends with the look at the settings, or at a call. */
export function settleMetering(turn: Turn, before: PhoneState): void {
  const { microphone, calls } = turn.state;
  if (isEchoAllowed(before) && !isEchoAllowed(turn.state)) turn.effects.push({ type: "echo.stop" });
  const isTalking = calls.some((call) => call.state === "active" && !isAside(call));
  const isShown = microphone.atSettingsWatchEnds !== null || (microphone.atCallWatchEnds !== null && isTalking);
  const isMuted = calls.some(isTalkingMuted);
  const { metering } = microphone;
  if (metering.isShown === isShown && metering.isMuted === isMuted) return;
  turn.effects.push({ type: "level.measure", isShown, isMuted });
  turn.state = { ...turn.state, microphone: { ...microphone, metering: { isShown, isMuted } } };
}

/** The operator has spoken for a second, and nobody heard it. */
export function hearSpeechWhileMuted(turn: Turn): void {
  const { atWarned } = turn.state.microphone;
  if (atWarned !== null && turn.at - atWarned < warnEveryMs) return;
  const muted = turn.state.calls.filter(isTalkingMuted);
  if (muted.length === 0) return;
  for (const call of muted) putCall(turn, { ...call, atSpokeMuted: turn.at });
  turn.state = { ...turn.state, microphone: { ...turn.state.microphone, atWarned: turn.at } };
}

function isTalkingMuted(call: CallRecord): boolean {
  return call.state === "active" && call.isMuted && !isAside(call);
}

const isOver = (call: CallRecord) => call.state === "ended";

function isEchoAllowed({ microphone, calls }: PhoneState): boolean {
  return microphone.atSettingsWatchEnds !== null && calls.every(isOver);
}
