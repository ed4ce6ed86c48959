/** What comes in by the microphone, for the operator alone: its level, speech while muted, and the echo test. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import { isSameValue } from "../../../../shared/lib/same-value.ts";
import { nothingHeard, type SoundNow } from "../../../../shared/model/sound-now.ts";
import type { SoundEffect } from "../../core/effects.ts";
import type { LogPort } from "../../ports/log.ts";
import type { SoundHeard, SoundPort } from "../../ports/sound.ts";
import { createEchoTest } from "./echo-test.ts";
import { createLevelMeter } from "./level-meter.ts";
import type { Microphone } from "./microphone.ts";

export type Hearing = {
  readonly measure: (wish: Extract<SoundEffect, { type: "level.measure" }>) => void;
  readonly beginEcho: () => void;
  readonly stopEcho: () => void;
  /** @param sinkId of the speaker, or "" for the system's own. */
  readonly use: (sinkId: string) => void;
  readonly listen: SoundPort["hear"];
};

export type HearingParts = {
  readonly microphone: Pick<Microphone, "borrow">;
  readonly createContext: () => AudioContext;
  readonly createPlayer: () => HTMLAudioElement;
  readonly log: LogPort;
};

/** Hz; a voice's loudness needs no more. */
export const hearingSampleRate = 8_000;

export function createHearing({ microphone, createContext, createPlayer, log }: HearingParts): Hearing {
  const heard = createEmitter<SoundHeard>((error) =>
    log.write({ level: "error", scope: "sound", text: `A listener failed: ${String(error)}` }),
  );
  let now: SoundNow = nothingHeard;

  function show(change: Partial<SoundNow>): void {
    const next = { ...now, ...change };
    if (isSameValue(next, now)) return;
    now = next;
    heard.emit({ type: "now", now });
  }

  const meter = createLevelMeter({
    microphone,
    createContext,
    onLevel: (level) => show({ level }),
    onSpeech: () => heard.emit({ type: "spokeMuted" }),
    log,
  });
  const echo = createEchoTest({ microphone, createPlayer, onPhase: (phase) => show({ echo: phase }), log });
  return { measure: meter.use, beginEcho: echo.begin, stopEcho: echo.stop, use: echo.use, listen: heard.listen };
}
