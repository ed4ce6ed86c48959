/** The sound port in the browser: tones, the microphone and the prepared connections that are warm while it is open. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { SoundPort } from "../../ports/sound.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import type { Microphone } from "./microphone.ts";
import type { TonePlayer } from "./tone-player.ts";

export type WebSoundParts = {
  readonly microphone: Microphone;
  readonly pool: ConnectionPool;
  readonly tones: TonePlayer;
};

export function createWebSound({ microphone, pool, tones }: WebSoundParts): SoundPort {
  return {
    perform(effect) {
      switch (effect.type) {
        case "tone.play":
          return tones.play(effect.tone);
        case "tone.stop":
          return tones.stop(effect.tone);
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
    listen: microphone.listen,
  };
}
