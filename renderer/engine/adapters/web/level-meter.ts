/** Reads the microphone's level ten times a second while somebody looks or speaks while muted; else nothing runs. */
import type { LogPort } from "../../ports/log.ts";
import { createSpeechWatch, toDecibels, toLevel } from "./level.ts";
import type { Loan, Microphone } from "./microphone.ts";

export type LevelWish = {
  /** Somebody looks at the level. */
  readonly isShown: boolean;
  /** The operator is muted in a conversation, so speaking is worth a word. */
  readonly isMuted: boolean;
};

export type LevelMeter = { readonly use: (wish: LevelWish) => void };

export type LevelMeterParts = {
  readonly microphone: Pick<Microphone, "borrow">;
  readonly createContext: () => AudioContext;
  readonly onLevel: (level: number | null) => void;
  readonly onSpeech: () => void;
  readonly log: LogPort;
};

const readEveryMs = 100;
/** 128 ms at 8 kHz: no sound falls between two readings. */
const windowSamples = 1_024;

type Meter = { readonly stop: () => void };

/** Its context drives no device, and it hears a clone of its own: what calls send is as it was. */
export function createLevelMeter(parts: LevelMeterParts): LevelMeter {
  const { microphone, createContext, onLevel, onSpeech, log } = parts;
  let wish: LevelWish = { isShown: false, isMuted: false };
  let meter: Meter | null = null;
  let speech = createSpeechWatch();

  function tell(decibels: number): void {
    if (wish.isShown) onLevel(toLevel(decibels));
    if (wish.isMuted && speech.hear(decibels, readEveryMs)) onSpeech();
  }

  return {
    use(next) {
      if (!next.isMuted) speech = createSpeechWatch();
      if (wish.isShown && !next.isShown) onLevel(null);
      wish = next;
      if (next.isShown || next.isMuted) {
        meter ??= startMeter({ microphone, createContext, log, tell });
        return;
      }
      meter?.stop();
      meter = null;
    },
  };
}

type MeterParts = Pick<LevelMeterParts, "microphone" | "createContext" | "log"> & {
  readonly tell: (decibels: number) => void;
};

function startMeter({ microphone, createContext, log, tell }: MeterParts): Meter {
  const context = createContext();
  const analyser = new AnalyserNode(context, { fftSize: windowSamples });
  const samples = new Float32Array(windowSamples);
  let source: MediaStreamAudioSourceNode | null = null;
  let loan: Loan | null = null;
  let isStopped = false;

  function complain(error: unknown): void {
    log.write({ level: "warn", scope: "sound", text: `The microphone's level cannot be read: ${String(error)}` });
  }

  function hear(track: MediaStreamTrack): void {
    if (isStopped) return;
    source?.disconnect();
    source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    source.connect(analyser);
  }

  async function begin(): Promise<void> {
    await context.resume();
    const borrowed = await microphone.borrow(hear);
    if (!borrowed.ok) return;
    loan = borrowed.value;
    if (isStopped) loan.end();
    else hear(loan.track);
  }

  begin().catch(complain);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(toDecibels(samples));
  }, readEveryMs);
  return {
    stop() {
      isStopped = true;
      clearInterval(timer);
      loan?.end();
      source?.disconnect();
      context.close().catch(complain);
    },
  };
}
