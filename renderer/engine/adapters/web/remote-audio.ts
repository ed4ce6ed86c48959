/** Plays the other side's voice in the engine's page. */
import type { LogPort } from "../../ports/log.ts";

export type RemoteAudio = {
  /** A held call is not heard, whatever the other side still sends. */
  readonly setSilent: (isSilent: boolean) => void;
  readonly stop: () => void;
};

export type PlayRemote = (stream: MediaStream) => RemoteAudio;

/** Needs no gesture only where the page's autoplay policy says so; see the README. */
export function createPlayRemote(log: LogPort): PlayRemote {
  return (stream) => {
    const player = new Audio();
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
        player.pause();
        player.srcObject = null;
      },
    };
  };
}
