/** Plays tones, each on its own; the audio device is let go as soon as none sounds. */
import type { Tone } from "../../core/effects.ts";
import type { LogPort } from "../../ports/log.ts";
import { renderTone, toneSampleRate } from "./tones.ts";

export type TonePlayer = { readonly play: (tone: Tone) => void; readonly stop: (tone: Tone) => void };

export type TonePlayerParts = {
  readonly createContext: () => AudioContext;
  /** Where tones go: the context's destination, unless something listens in between. */
  readonly toOutput: (context: AudioContext) => AudioNode;
  readonly log: LogPort;
};

/** Never throws: a computer without a sound output rings on the screen only. */
export function createTonePlayer({ createContext, toOutput, log }: TonePlayerParts): TonePlayer {
  const playing = new Map<Tone, AudioBufferSourceNode>();
  let context: AudioContext | null = null;

  function complain(error: unknown): void {
    log.write({ level: "warn", scope: "sound", text: `Tones cannot be heard: ${String(error)}` });
  }

  function start(tone: Tone): void {
    context ??= createContext();
    const { samples, isLooped } = renderTone(tone);
    const buffer = context.createBuffer(1, samples.length, toneSampleRate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: isLooped });
    source.connect(toOutput(context));
    source.addEventListener("ended", () => {
      if (playing.get(tone) === source) forget(tone);
    });
    playing.set(tone, source);
    source.start();
    context.resume().catch(complain);
  }

  function forget(tone: Tone): void {
    playing.get(tone)?.disconnect();
    playing.delete(tone);
    if (playing.size === 0) context?.suspend().catch(complain);
  }

  return {
    play(tone) {
      if (playing.has(tone)) return;
      try {
        start(tone);
      } catch (error) {
        complain(error);
      }
    },
    stop(tone) {
      playing.get(tone)?.stop();
      forget(tone);
    },
  };
}
