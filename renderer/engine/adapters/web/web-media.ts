/** The media port on Chromium's WebRTC: each call gets a connection of its own and a clone of the one microphone. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import type { LogPort } from "../../ports/log.ts";
import type { MediaPort, MediaSession } from "../../ports/media.ts";
import type { CodecChoice } from "./codec-order.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { createMediaSession } from "./media-session.ts";
import type { Microphone } from "./microphone.ts";
import type { Mixer, MixMember } from "./mixer.ts";
import type { CallVoices } from "./recording-graph.ts";
import type { PlayRemote } from "./remote-audio.ts";

export type WebMediaParts = {
  readonly microphone: Microphone;
  readonly pool: ConnectionPool;
  readonly playRemote: PlayRemote;
  readonly codecs: Pick<CodecChoice, "current">;
  readonly mixer: Mixer;
  readonly log: LogPort;
};

export type WebMedia = MediaPort & {
  /** Null for a session of another port. */
  readonly voicesOf: (session: MediaSession) => CallVoices | null;
};

export function createWebMedia({ microphone, pool, playRemote, codecs, mixer, log }: WebMediaParts): WebMedia {
  const members = new WeakMap<MediaSession, MixMember>();
  let mixed: readonly MixMember[] = [];
  const mixes = createEmitter<void>((error) =>
    log.write({ level: "error", scope: "media", text: `A listener to the conference failed: ${String(error)}` }),
  );

  /** Any voice of the conference may change; who is not in one pays nothing for that. */
  function toVoices(own: MixMember): CallVoices {
    const heard = () => (mixed.includes(own) ? mixed : [own]);
    return {
      own,
      heard,
      onChanged(listener) {
        let unsubscribes = heard().map((member) => member.onChanged(listener));
        const unlisten = () => {
          for (const unsubscribe of unsubscribes) unsubscribe();
        };
        const unmix = mixes.listen(() => {
          unlisten();
          unsubscribes = heard().map((member) => member.onChanged(listener));
          listener();
        });
        return () => {
          unmix();
          unlisten();
        };
      },
    };
  }

  return {
    makeReady: microphone.open,
    createSession() {
      const { session, member } = createMediaSession({ connection: pool.take(), microphone, playRemote, codecs, log });
      members.set(session, member);
      return session;
    },
    mix(sessions) {
      const wanted = sessions.flatMap((session) => members.get(session) ?? []);
      mixed = wanted.length < 2 ? [] : wanted;
      mixer.mix(wanted);
      mixes.emit();
    },
    voicesOf(session) {
      const member = members.get(session);
      return member === undefined ? null : toVoices(member);
    },
    setIceServers: pool.setIceServers,
  };
}
