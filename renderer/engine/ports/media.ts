/** The door to one call's audio: offers, answers and what flows, without a word of SIP. */
import type { Quality } from "../../../shared/model/call.ts";
import type { IceServer } from "../../../shared/model/phone-config.ts";
import type { Unsubscribe } from "../../../shared/lib/emitter.ts";
import type { Result } from "../../../shared/lib/result.ts";

/** Why there is no audio to offer; `message` is one sentence for the operator. */
export type MediaFailure = {
  readonly kind: "microphoneMissing" | "microphoneDenied" | "microphoneFailed" | "connectionFailed";
  readonly message: string;
};

export type MediaEvent =
  | { readonly type: "flowChanged"; readonly isFlowing: boolean }
  /** Nothing arrived for longer than usual: worth asking the server, and no more than that. */
  | { readonly type: "fellQuiet" }
  /** `packets`: how many were due in the measured time, arrived or lost. */
  | { readonly type: "measured"; readonly quality: Quality; readonly packets: number };

/** One PeerConnection and its track. SDP is whole (no trickle): gathering is over, or its time is. */
export type MediaSession = {
  /** An offer for the next INVITE or re-INVITE; `hasNewAddress` restarts ICE. */
  readonly offer: (options: { readonly hasNewAddress: boolean }) => Promise<Result<string, MediaFailure>>;
  /** Our answer to the other side's offer. */
  readonly answer: (remoteOffer: string) => Promise<Result<string, MediaFailure>>;
  /**
   * An answer of the other side's that may not be its last (RFC 8829 §4.1.10.1): what comes is heard, nothing is said. The
   * last one may be somebody else's, with other addresses and keys.
   */
  readonly acceptEarlyAnswer: (remoteAnswer: string) => Promise<Result<null, MediaFailure>>;
  /** The other side's answer to our offer. */
  readonly acceptAnswer: (remoteAnswer: string) => Promise<Result<null, MediaFailure>>;
  /** Back to the last agreed state after a re-INVITE that was refused. */
  readonly rollBack: () => Promise<void>;
  /** Whether the next offer says sendonly (RFC 3264 §8.4); takes effect on the wire with that offer. */
  readonly setHeld: (isHeld: boolean) => void;
  /** Neither side hears the other, from this moment on and whatever is offered; RTP flows on in silence. */
  readonly setSilent: (isSilent: boolean) => void;
  readonly setMuted: (isMuted: boolean) => void;
  /** RFC 4733 events; false when telephone-event was not negotiated. */
  readonly sendDtmf: (digits: string) => boolean;
  readonly listen: (listener: (event: MediaEvent) => void) => Unsubscribe;
  /** Whatever is still being made or taken fails at once: no promise of a session stays open. */
  readonly close: () => void;
};

export type MediaPort = {
  /** Opens what every call needs before anything depends on it: the microphone. */
  readonly makeReady: () => Promise<Result<null, MediaFailure>>;
  /** Takes a prepared connection when one is warm (never the same one twice), else makes one. */
  readonly createSession: () => MediaSession;
  /** These calls hear each other too from now on, and no others; fewer than two end it. */
  readonly mix: (sessions: readonly MediaSession[]) => void;
  readonly setIceServers: (iceServers: readonly IceServer[]) => void;
};
