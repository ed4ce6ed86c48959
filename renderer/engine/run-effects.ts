/** The only place where decisions meet ports: each effect goes to the one that can carry it out. */
import type { Effect, SoundEffect } from "./core/effects.ts";
import type { SipEffect } from "./core/sip-vocabulary.ts";
import type { HeadsetPort } from "./ports/headset.ts";
import type { HostPort } from "./ports/host.ts";
import type { LogPort } from "./ports/log.ts";
import type { RecorderPort } from "./ports/recorder.ts";
import type { SipPort } from "./ports/sip.ts";
import type { SoundPort } from "./ports/sound.ts";

export type EffectPorts = {
  readonly sip: SipPort;
  readonly sound: SoundPort;
  readonly headset: HeadsetPort;
  readonly recorder: RecorderPort;
  readonly host: HostPort;
  readonly log: LogPort;
};

export function runEffect(effect: Effect, ports: EffectPorts): void {
  switch (effect.type) {
    case "reply":
      return ports.host.report({ type: "reply", id: effect.commandId, reply: effect.reply });
    case "log":
      return ports.log.write(effect.line);
    case "stopped":
      return ports.host.report({ type: "stopped" });
    case "tone.play":
    case "tone.stop":
    case "tone.digits":
    case "tone.try":
    case "level.measure":
    case "echo.begin":
    case "echo.stop":
    case "microphone.open":
    case "microphone.release":
    case "media.discardPrepared":
      return ports.sound.perform(effect satisfies SoundEffect);
    case "headset.show":
    case "headset.retry":
      return ports.headset.perform(effect);
    case "recording.begin":
    case "recording.silence":
    case "recording.beep":
    case "recording.end":
      return ports.recorder.perform(effect);
    default:
      return ports.sip.perform(effect satisfies SipEffect);
  }
}
