/** The sound port in the browser: tones, the devices in use, and the microphone and connections that are warm with it. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Devices } from "../../../../shared/model/devices.ts";
import { unknownDevices } from "../../../../shared/model/devices.ts";
import {
  defaultSettings,
  findDevice,
  type SoundDevice,
  type SoundSettings,
} from "../../../../shared/model/settings.ts";
import type { Tone } from "../../core/effects.ts";
import type { SoundPort } from "../../ports/sound.ts";
import type { CodecChoice } from "./codec-order.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import type { Hearing } from "./hearing.ts";
import type { Microphone } from "./microphone.ts";
import type { Speaker } from "./remote-audio.ts";
import type { TonePlayer } from "./tone-player.ts";

export type WebSoundParts = {
  readonly microphone: Microphone;
  readonly pool: ConnectionPool;
  readonly speaker: Pick<Speaker, "use">;
  /** Ringback, busy and end tones, digits and calls that wait sound where the voice does. */
  readonly tones: TonePlayer;
  readonly ringer: TonePlayer;
  /** The ring, where it sounds on the speaker too: as loud as on the ringer. */
  readonly secondRinger: TonePlayer;
  readonly codecs: Pick<CodecChoice, "use">;
  readonly hearing: Hearing;
};

/** Long enough to hear where it comes from: one burst of the ring. */
const ringTrialMs = 1_200;

export function createWebSound(parts: WebSoundParts): SoundPort {
  const { microphone, pool, speaker, tones, ringer, secondRinger, codecs, hearing } = parts;
  let settings: SoundSettings = defaultSettings;
  let outputs: Devices["outputs"] = unknownDevices.outputs;
  let isRinging = false;
  let trial: ReturnType<typeof setTimeout> | undefined;

  const toSinkId = (chosen: SoundDevice | null): string => findDevice(outputs, chosen)?.id ?? "";

  function apply(): void {
    const { echoCancellation, noiseSuppression, autoGain } = settings;
    microphone.use({
      device: settings.microphone,
      processing: { echoCancellation, noiseSuppression, autoGain },
    });
    codecs.use(settings.codecs);
    speaker.use(toSinkId(settings.speaker));
    tones.use(toSinkId(settings.speaker), 1);
    hearing.use(toSinkId(settings.speaker));
    ringer.use(toSinkId(settings.ringer), settings.ringVolume / 100);
    secondRinger.use(toSinkId(settings.speaker), settings.ringVolume / 100);
  }

  function play(tone: Tone): void {
    // Who wants calls to ring silently sees this one too.
    if (tone === "waiting" && settings.ringVolume === 0) return;
    if (tone !== "ring") return tones.play(tone);
    isRinging = true;
    ringer.play("ring");
    if (settings.ringsOnSpeaker) secondRinger.play("ring");
  }

  function stop(tone: Tone): void {
    if (tone !== "ring") return tones.stop(tone);
    isRinging = false;
    ringer.stop("ring");
    secondRinger.stop("ring");
  }

  function tryOutput(output: "speaker" | "ringer"): void {
    if (output === "speaker") return tones.play("ended");
    if (isRinging) return;
    ringer.play("ring");
    clearTimeout(trial);
    trial = setTimeout(() => {
      if (!isRinging) ringer.stop("ring");
    }, ringTrialMs);
  }

  microphone.listen((devices) => {
    if (devices.outputs === outputs) return;
    outputs = devices.outputs;
    apply();
  });

  return {
    perform(effect) {
      switch (effect.type) {
        case "tone.play":
          return play(effect.tone);
        case "tone.stop":
          return stop(effect.tone);
        case "tone.digits":
          return tones.playDigits(effect.digits);
        case "tone.try":
          return tryOutput(effect.output);
        case "level.measure":
          return hearing.measure(effect);
        case "echo.begin":
          return hearing.beginEcho();
        case "echo.stop":
          return hearing.stopEcho();
        case "microphone.open":
          pool.setWarm(true);
          void microphone.open();
          return;
        case "microphone.release":
          pool.setWarm(false);
          microphone.release();
          return;
        case "media.discardPrepared":
          return pool.discard();
        default:
          return assertNever(effect);
      }
    },
    use(next) {
      settings = next;
      apply();
    },
    listen: microphone.listen,
    hear: hearing.listen,
  };
}
