/** A media port that remembers which addresses the last answer of a server named: for whoever reports what was tried. */
import type { MediaPort } from "./ports/media.ts";

export type AnswerWatch = {
  readonly media: MediaPort;
  /** @returns kind and address of each, and forgets them. */
  readonly take: () => readonly string[];
};

/** RFC 8839 §5.1. */
const candidateLine = /^a=candidate:\S+ \d+ \S+ \d+ (\S+) (\d+) typ (\S+)/gimu;

export function watchAnswers(media: MediaPort): AnswerWatch {
  let answered: readonly string[] = [];
  return {
    media: {
      ...media,
      createSession() {
        const session = media.createSession();
        return {
          ...session,
          acceptAnswer(answer) {
            answered = readCandidates(answer);
            return session.acceptAnswer(answer);
          },
        };
      },
    },
    take() {
      const taken = answered;
      answered = [];
      return taken;
    },
  };
}

export function readCandidates(sdp: string): readonly string[] {
  return [...sdp.matchAll(candidateLine)].map(([, address = "", port = "", kind = ""]) => `${kind} ${address}:${port}`);
}
