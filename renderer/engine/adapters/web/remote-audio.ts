/** Plays the other side's voice in the engine's page, on the speaker that was chosen. */
import type { LogPort } from "../../ports/log.ts";

export type RemoteAudio = {
  /** A held call is not heard, whatever the other side still sends. */
  readonly setSilent: (isSilent: boolean) => void;
  readonly stop: () => void;
};

export type PlayRemote = (stream: MediaStream) => RemoteAudio;

export type Speaker = {
  readonly play: PlayRemote;
  /** Voices that sound move there too. @param sinkId of the device, or "" for the system's own. */
  readonly use: (sinkId: string) => void;
};

/** Needs no gesture only where the page's autoplay policy says so; see the README. */
export function createSpeaker(log: LogPort): Speaker {
  const players = new Set<HTMLAudioElement>();
  let sinkId = "";

  /** A device that is gone leaves the voice on the one it had. */
  function chooseSink(player: HTMLAudioElement): void {
    player.setSinkId(sinkId).catch((error: unknown) => {
      log.write({ level: "warn", scope: "media", text: `The chosen speaker cannot be used: ${String(error)}` });
    });
  }

  return {
    play(stream) {
      const player = new Audio();
      players.add(player);
      if (sinkId !== "") chooseSink(player);
      player.srcObject = stream;
      player.play().catch((error: unknown) => {
        if (player.srcObject === null) return;
        log.write({ level: "error", scope: "media", text: `The other side cannot be heard: ${String(error)}` });
      });
      return {
        setSilent(isSilent) {
          player.muted = isSilent;
        },
        stop() {
          players.delete(player);
          player.pause();
          player.srcObject = null;
        },
      };
    },
    use(next) {
      if (next === sinkId) return;
      sinkId = next;
      for (const player of players) chooseSink(player);
    },
  };
}
