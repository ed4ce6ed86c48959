/** The media port on Chromium's WebRTC: each call gets a connection of its own and a clone of the one microphone. */
import type { LogPort } from "../../ports/log.ts";
import type { MediaPort, MediaSession } from "../../ports/media.ts";
import type { CodecChoice } from "./codec-order.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { createMediaSession } from "./media-session.ts";
import type { Microphone } from "./microphone.ts";
import type { Mixer, MixMember } from "./mixer.ts";
import type { PlayRemote } from "./remote-audio.ts";

export type WebMediaParts = {
  readonly microphone: Microphone;
  readonly pool: ConnectionPool;
  readonly playRemote: PlayRemote;
  readonly codecs: Pick<CodecChoice, "current">;
  readonly mixer: Mixer;
  readonly log: LogPort;
};

export function createWebMedia({ microphone, pool, playRemote, codecs, mixer, log }: WebMediaParts): MediaPort {
  const members = new WeakMap<MediaSession, MixMember>();
  return {
    makeReady: microphone.open,
    createSession() {
      const { session, member } = createMediaSession({ connection: pool.take(), microphone, playRemote, codecs, log });
      members.set(session, member);
      return session;
    },
    mix: (sessions) => mixer.mix(sessions.flatMap((session) => members.get(session) ?? [])),
    setIceServers: pool.setIceServers,
  };
}
