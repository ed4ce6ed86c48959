/** A MediaPort without WebRTC: SDP that is plausible, a signalling state as strict as a PeerConnection's, and a memory. */
import type { MediaEvent, MediaFailure, MediaPort, MediaSession } from "../../renderer/engine/ports/media.ts";
import { createEmitter } from "../../shared/lib/emitter.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import type { IceServer } from "../../shared/model/phone-config.ts";

export type FakeMediaSession = MediaSession & {
  /** What was asked of it, in order. */
  readonly steps: string[];
  /** The answer to our offer that was taken last. */
  readonly remote: () => string | null;
  readonly isClosed: () => boolean;
  /** Neither side hears the other. */
  readonly isQuiet: () => boolean;
  readonly failNext: (failure: MediaFailure) => void;
  /** Whether telephone-event was negotiated; true at first. */
  readonly setTelephoneEvent: (isNegotiated: boolean) => void;
  readonly emit: (event: MediaEvent) => void;
};

export type FakeMedia = MediaPort & {
  readonly sessions: FakeMediaSession[];
  /** Who is mixed now. */
  readonly mixed: () => readonly MediaSession[];
  readonly iceServers: () => readonly IceServer[];
  /** Every offer and answer takes this long; 0 at first. */
  readonly setDelayMs: (delayMs: number) => void;
  /** The next session fails its first offer or answer. */
  readonly failNextSession: (failure: MediaFailure) => void;
  /** Null: the microphone opens; it does at first. */
  readonly setMicrophoneTrouble: (failure: MediaFailure | null) => void;
};

/** What is offered or answered where a real server reads it; its direction is set as held or not. */
type WriteSdp = (as: "offer" | "answer") => string;

export function createFakeMedia(writeSdp: WriteSdp = () => fakeSdp("sendrecv", "u")): FakeMedia {
  const sessions: FakeMediaSession[] = [];
  let iceServers: readonly IceServer[] = [];
  let mixed: readonly MediaSession[] = [];
  let delayMs = 0;
  let nextFailure: MediaFailure | null = null;
  let microphoneTrouble: MediaFailure | null = null;
  return {
    makeReady: () => Promise.resolve(microphoneTrouble === null ? succeed(null) : fail(microphoneTrouble)),
    setMicrophoneTrouble(failure) {
      microphoneTrouble = failure;
    },
    sessions,
    mixed: () => mixed,
    mix(next) {
      mixed = next;
    },
    iceServers: () => iceServers,
    setIceServers(next) {
      iceServers = next;
    },
    setDelayMs(next) {
      delayMs = next;
    },
    failNextSession(failure) {
      nextFailure = failure;
    },
    createSession() {
      const session = createFakeMediaSession(() => delayMs, writeSdp);
      if (nextFailure !== null) session.failNext(nextFailure);
      nextFailure = null;
      sessions.push(session);
      return session;
    },
  };
}

export function fakeSdp(direction: string, ufrag: string): string {
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 101",
    "c=IN IP4 127.0.0.1",
    `a=ice-ufrag:${ufrag}`,
    "a=ice-pwd:secretsecretsecretsecret",
    "a=rtpmap:111 opus/48000/2",
    "a=rtpmap:101 telephone-event/8000",
    `a=${direction}`,
    "",
  ].join("\r\n");
}

function createFakeMediaSession(delayMs: () => number, writeSdp: WriteSdp): FakeMediaSession {
  const emitter = createEmitter<MediaEvent>((error) => {
    throw error;
  });
  const steps: string[] = [];
  let signalling: "stable" | "haveLocalOffer" | "haveRemotePranswer" = "stable";
  let remote: string | null = null;
  let isHeld = false;
  let isSilent = false;
  let isClosed = false;
  let hasTelephoneEvent = true;
  let ufrag = 1;
  let failure: MediaFailure | null = null;

  const wrongState = (what: string): MediaFailure => ({
    kind: "connectionFailed",
    message: `Cannot ${what} while ${isClosed ? "closed" : signalling}.`,
  });

  const act = async <Value>(step: string, isAllowed: () => boolean, take: () => Value) => {
    steps.push(step);
    await new Promise((resolve) => setTimeout(resolve, delayMs()));
    const due = failure;
    failure = null;
    if (due !== null) return fail(due) satisfies Result<Value, MediaFailure>;
    if (isClosed || !isAllowed()) return fail(wrongState(step));
    return succeed(take());
  };
  const describe = (as: "offer" | "answer") =>
    writeSdp(as)
      .replace(/^a=sendrecv/m, isHeld ? "a=sendonly" : "a=sendrecv")
      .replace(/^(a=ice-ufrag:.*)$/m, `$1${ufrag}`);
  const isStable = () => signalling === "stable";

  return {
    steps,
    remote: () => remote,
    isClosed: () => isClosed,
    isQuiet: () => isHeld || isSilent,
    failNext(next) {
      failure = next;
    },
    setTelephoneEvent(isNegotiated) {
      hasTelephoneEvent = isNegotiated;
    },
    emit: emitter.emit,
    offer: ({ hasNewAddress }) =>
      act(hasNewAddress ? "offer with ICE restart" : "offer", isStable, () => {
        signalling = "haveLocalOffer";
        if (hasNewAddress) ufrag += 1;
        return describe("offer");
      }),
    answer: (remoteOffer) =>
      act(
        "answer",
        () => isStable() && remoteOffer.startsWith("v=0"),
        () => describe("answer"),
      ),
    acceptEarlyAnswer: (remoteAnswer) =>
      act(
        "acceptEarlyAnswer",
        () => !isStable() && remoteAnswer.startsWith("v=0"),
        () => {
          signalling = "haveRemotePranswer";
          remote = remoteAnswer;
          return null;
        },
      ),
    acceptAnswer: (remoteAnswer) =>
      act(
        "acceptAnswer",
        () => !isStable() && remoteAnswer.startsWith("v=0"),
        () => {
          signalling = "stable";
          remote = remoteAnswer;
          return null;
        },
      ),
    rollBack() {
      steps.push("rollBack");
      signalling = "stable";
      return Promise.resolve();
    },
    setHeld(next) {
      steps.push(next ? "hold" : "resume");
      isHeld = next;
    },
    setSilent(next) {
      steps.push(next ? "silence" : "sound");
      isSilent = next;
    },
    setMuted(isMuted) {
      steps.push(isMuted ? "mute" : "unmute");
    },
    sendDtmf(digits) {
      if (hasTelephoneEvent) steps.push(`dtmf ${digits}`);
      return hasTelephoneEvent;
    },
    listen: emitter.listen,
    close() {
      isClosed = true;
    },
  };
}
