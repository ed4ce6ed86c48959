/** The media port on Chromium's WebRTC: each call gets a connection of its own and a clone of the one microphone. */
import type { LogPort } from "../../ports/log.ts";
import type { MediaPort } from "../../ports/media.ts";
import type { CodecChoice } from "./codec-order.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { createMediaSession } from "./media-session.ts";
import type { Microphone } from "./microphone.ts";
import type { PlayRemote } from "./remote-audio.ts";

export type WebMediaParts = {
  readonly microphone: Microphone;
  readonly pool: ConnectionPool;
  readonly playRemote: PlayRemote;
  readonly codecs: Pick<CodecChoice, "current">;
  readonly log: LogPort;
};

export function createWebMedia({ microphone, pool, playRemote, codecs, log }: WebMediaParts): MediaPort {
  return {
    makeReady: microphone.open,
    createSession: () => createMediaSession({ connection: pool.take(), microphone, playRemote, codecs, log }),
    setIceServers: pool.setIceServers,
  };
}
