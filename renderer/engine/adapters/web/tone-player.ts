/** Plays tones on one output, each on its own; the audio device is let go as soon as none sounds. */
import type { Tone } from "../../core/effects.ts";
import type { LogPort } from "../../ports/log.ts";
import { renderDigits, renderTone, toneSampleRate, type ToneSamples } from "./tones.ts";

export type TonePlayer = {
  readonly play: (tone: Tone) => void;
  readonly stop: (tone: Tone) => void;
  /** Digits of one call end those that still sound: whoever types fast hears the last. */
  readonly playDigits: (digits: string) => void;
  /** @param sinkId of the device, or "" for the system's own. @param volume 0 to 1. */
  readonly use: (sinkId: string, volume: number) => void;
};

type Sounding = Tone | "digits";

/** The part of an AudioContext that chooses its device; TypeScript's DOM does not know it yet. */
type Sinkable = { readonly setSinkId?: (sinkId: string) => Promise<void> };

export type TonePlayerParts = {
  readonly createContext: () => AudioContext & Sinkable;
  /** Where tones go: the context's destination, unless something listens in between. */
  readonly toOutput: (context: AudioContext) => AudioNode;
  readonly log: LogPort;
};

/** Never throws: a computer without a sound output rings on the screen only. */
export function createTonePlayer({ createContext, toOutput, log }: TonePlayerParts): TonePlayer {
  const playing = new Map<Sounding, AudioBufferSourceNode>();
  let output: { readonly context: AudioContext & Sinkable; readonly gain: GainNode } | null = null;
  let sinkId = "";
  let volume = 1;

  function complain(error: unknown): void {
    log.write({ level: "warn", scope: "sound", text: `Tones cannot be heard: ${String(error)}` });
  }

  function openOutput() {
    if (output !== null) return output;
    const context = createContext();
    const gain = new GainNode(context, { gain: volume });
    gain.connect(toOutput(context));
    output = { context, gain };
    chooseSink();
    return output;
  }

  /** A device that is gone leaves the tones on the one they had. */
  function chooseSink(): void {
    output?.context.setSinkId?.(sinkId).catch((error: unknown) => {
      log.write({ level: "warn", scope: "sound", text: `The chosen output cannot be used: ${String(error)}` });
    });
  }

  function start(tone: Sounding, { samples, isLooped }: ToneSamples): void {
    const { context, gain } = openOutput();
    const buffer = context.createBuffer(1, samples.length, toneSampleRate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: isLooped });
    source.connect(gain);
    source.addEventListener("ended", () => {
      if (playing.get(tone) === source) forget(tone);
    });
    playing.set(tone, source);
    source.start();
    context.resume().catch(complain);
  }

  function tryToStart(tone: Sounding, samples: ToneSamples): void {
    try {
      start(tone, samples);
    } catch (error) {
      complain(error);
    }
  }

  function stop(tone: Sounding): void {
    playing.get(tone)?.stop();
    forget(tone);
  }

  function forget(tone: Sounding): void {
    playing.get(tone)?.disconnect();
    playing.delete(tone);
    if (playing.size === 0) output?.context.suspend().catch(complain);
  }

  return {
    play(tone) {
      if (!playing.has(tone)) tryToStart(tone, renderTone(tone));
    },
    stop,
    playDigits(digits) {
      stop("digits");
      tryToStart("digits", renderDigits(digits));
    },
    use(nextSinkId, nextVolume) {
      volume = nextVolume;
      if (output !== null) output.gain.gain.value = volume;
      if (nextSinkId === sinkId) return;
      sinkId = nextSinkId;
      chooseSink();
    },
  };
}
