/** One call's audio over one PeerConnection, whole SDP in and out (JSEP, RFC 8829), without a word of SIP. */
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import { fail, succeed, type Result } from "../../../../shared/lib/result.ts";
import type { LogPort } from "../../ports/log.ts";
import type { MediaEvent, MediaFailure, MediaSession } from "../../ports/media.ts";
import { rankByGeneration, toUfrag, withoutHiddenCandidates } from "./candidates.ts";
import { closeConnection } from "./close-connection.ts";
import { orderCodecs, type CodecChoice } from "./codec-order.ts";
import { insertDigits } from "./dtmf.ts";
import { startFlowWatch } from "./flow-watch.ts";
import type { Loan, Microphone } from "./microphone.ts";
import type { MixMember } from "./mixer.ts";
import { toRtpReading } from "./read-rtp.ts";
import type { PlayRemote, RemoteAudio } from "./remote-audio.ts";
import { watchGathering } from "./watch-gathering.ts";

export type MediaSessionParts = {
  readonly connection: RTCPeerConnection;
  readonly microphone: Microphone;
  readonly playRemote: PlayRemote;
  readonly codecs: Pick<CodecChoice, "current">;
  readonly log: LogPort;
};

/** A call's audio, and its place in a conference. */
export type Voice = { readonly session: MediaSession; readonly member: MixMember };

export function createMediaSession(parts: MediaSessionParts): Voice {
  const { connection, microphone, playRemote, codecs, log } = parts;
  const events = createEmitter<MediaEvent>((error) => write("error", `A listener failed: ${String(error)}`));
  let audio: RTCRtpTransceiver | null = null;
  const changes = createEmitter<null>((error) => write("error", `The conference failed: ${String(error)}`));
  let loan: Loan | null = null;
  let track: MediaStreamTrack | null = null;
  /** What goes out instead of it, in a conference. */
  let mixed: MediaStreamTrack | null = null;
  /** What goes out instead of either, while a beep sounds in it. */
  let beeping: MediaStreamTrack | null = null;
  let heard: MediaStreamTrack | null = null;
  let remote: RemoteAudio | null = null;
  let stopWatch: (() => void) | null = null;
  let remoteUfrag: string | null = null;
  let generation = 0;
  let isHeld = false;
  let isSilent = false;
  let isMuted = false;
  /** Heard before the answer: nobody is to hear the operator meanwhile. */
  let isEarly = false;
  let isClosed = false;
  const closing = Promise.withResolvers<never>();
  closing.promise.catch(() => undefined);

  function write(level: "info" | "warn" | "error", text: string): void {
    log.write({ level, scope: "media", text });
  }

  /** Muted and held calls send silence, not nothing: the PBX goes on seeing RTP. */
  function applySilence(): void {
    const isAside = isHeld || isSilent;
    if (track !== null) track.enabled = !isMuted && !isAside && !isEarly;
    if (mixed !== null) mixed.enabled = !isAside;
    if (beeping !== null) beeping.enabled = !isAside;
    if (heard !== null) heard.enabled = !isAside || mixed === null;
    remote?.setSilent(isAside);
  }

  function useTrack(next: MediaStreamTrack): void {
    track = next;
    sendTrack();
    changes.emit(null);
  }

  function sendTrack(): void {
    applySilence();
    audio?.sender.replaceTrack(beeping ?? mixed ?? track).catch((error: unknown) => {
      if (!isClosed) write("error", `Another voice could not be put into the call: ${String(error)}`);
    });
  }

  /** Without a microphone a call cannot begin, but one that has begun may still be refreshed, held and ended. */
  async function ensureTrack(): Promise<Result<null, MediaFailure>> {
    if (track?.readyState === "live") return succeed(null);
    const borrowed = await microphone.borrow(useTrack);
    if (!borrowed.ok) return hasAgreed() ? succeed(null) : borrowed;
    loan?.end();
    loan = borrowed.value;
    if (isClosed) loan.end();
    else useTrack(loan.track);
    return succeed(null);
  }

  function hasAgreed(): boolean {
    return connection.currentLocalDescription !== null;
  }

  /** RFC 3264 §8.4: sendonly asks for hold; in an answer Chromium narrows it by what was offered. */
  function prepare(transceiver: RTCRtpTransceiver): void {
    audio = transceiver;
    transceiver.direction = isHeld ? "sendonly" : "sendrecv";
    transceiver.setCodecPreferences(
      orderCodecs(RTCRtpReceiver.getCapabilities("audio")?.codecs ?? [], codecs.current()),
    );
  }

  /** @param isMove a new way is sought for a call that is up: one without any address would silence it for good. */
  async function setLocal(make: () => Promise<RTCSessionDescriptionInit>, isMove = false): Promise<string> {
    const before = toUfrag(connection.localDescription?.sdp);
    const gathering = watchGathering(connection);
    try {
      await connection.setLocalDescription(await make());
      if (toUfrag(connection.localDescription?.sdp) !== before) await gathering.done;
    } finally {
      gathering.cancel();
    }
    const { sdp, hasAddress } = withoutHiddenCandidates(connection.localDescription?.sdp ?? "");
    if (hasAddress) return sdp;
    if (isMove) {
      await connection.setLocalDescription({ type: "rollback" });
      throw new Error("no network address was found for the voice");
    }
    write("warn", "No network address was found for the voice, so this call may stay silent.");
    return sdp;
  }

  async function setRemote(type: "offer" | "pranswer" | "answer", sdp: string): Promise<void> {
    const ufrag = toUfrag(sdp);
    if (remoteUfrag !== null && ufrag !== remoteUfrag) generation += 1;
    remoteUfrag = ufrag;
    await connection.setRemoteDescription({ type, sdp: rankByGeneration(sdp, generation) });
  }

  /**
   * Vendor trouble becomes a value here and nowhere else. A PeerConnection that is closed leaves the promises it gave
   * unsettled for ever (WebRTC §4.4.1.5), and whoever waited for one would never send its ACK.
   */
  async function attempt<Value>(
    what: string,
    work: () => Promise<Result<Value, MediaFailure>>,
  ): Promise<Result<Value, MediaFailure>> {
    try {
      return await Promise.race([work(), closing.promise]);
    } catch (error) {
      write("error", `${what} failed: ${String(error)}`);
      return fail({ kind: "connectionFailed", message: toSentence(isClosed) });
    }
  }

  function agree(): void {
    if (isEarly) {
      isEarly = false;
      applySilence();
      // What was true of the voice before the answer says nothing of the one that answered.
      stopWatch?.();
      stopWatch = null;
    }
    watchFlow();
  }

  /** A connection whose call is over still takes what it was given, for a moment: nothing of that may begin to run. */
  function watchFlow(): void {
    if (isClosed) return;
    stopWatch ??= startFlowWatch({
      read: async () => toRtpReading((await connection.getStats()).values() as Iterable<RTCStats>),
      isExpected: () => !isHeld && isReceiving(audio),
      emit: events.emit,
    });
  }

  connection.addEventListener("track", ({ track: incoming }) => {
    if (isClosed || remote !== null || incoming.kind !== "audio") return;
    heard = incoming;
    remote = playRemote(new MediaStream([incoming]));
    applySilence();
    changes.emit(null);
  });
  connection.addEventListener("connectionstatechange", () => {
    write("info", `The voice connection is ${connection.connectionState}.`);
  });

  const session: MediaSession = {
    offer: ({ hasNewAddress }) =>
      attempt("Making an offer", async () => {
        const ready = await ensureTrack();
        if (!ready.ok) return ready;
        prepare(audio ?? connection.addTransceiver(track ?? "audio"));
        return succeed(await setLocal(() => connection.createOffer({ iceRestart: hasNewAddress }), hasNewAddress));
      }),

    answer: (remoteOffer) =>
      attempt("Answering an offer", async () => {
        const ready = await ensureTrack();
        if (!ready.ok) return ready;
        await setRemote("offer", remoteOffer);
        const offered = connection.getTransceivers();
        for (const other of offered) if (other.receiver.track.kind !== "audio") other.direction = "inactive";
        const transceiver = audio ?? offered.find((one) => one.receiver.track.kind === "audio");
        if (transceiver === undefined) throw new Error("The offer has no audio.");
        prepare(transceiver);
        await transceiver.sender.replaceTrack(beeping ?? mixed ?? track);
        const sdp = await setLocal(() => connection.createAnswer());
        agree();
        return succeed(sdp);
      }),

    acceptEarlyAnswer: (remoteAnswer) =>
      attempt("Taking an early answer", async () => {
        isEarly = true;
        applySilence();
        await setRemote("pranswer", remoteAnswer);
        watchFlow();
        return succeed(null);
      }),

    acceptAnswer: (remoteAnswer) =>
      attempt("Taking the answer", async () => {
        // RFC 3261 §13.2.1: an answer that was given before, in a 183 say, is repeated in the 200 and ignored there.
        if (connection.signalingState === "stable" && hasAgreed()) return succeed(null);
        await setRemote("answer", remoteAnswer);
        agree();
        return succeed(null);
      }),

    async rollBack() {
      await attempt("Rolling back", async () => {
        const { signalingState } = connection;
        if (signalingState === "have-local-offer") await connection.setLocalDescription({ type: "rollback" });
        if (signalingState === "have-remote-offer") await connection.setRemoteDescription({ type: "rollback" });
        return succeed(null);
      });
    },

    setHeld(held) {
      isHeld = held;
      applySilence();
    },

    setSilent(silent) {
      isSilent = silent;
      applySilence();
    },

    setMuted(muted) {
      isMuted = muted;
      applySilence();
    },

    sendDtmf: (digits) => insertDigits(audio?.sender.dtmf ?? null, digits),
    listen: events.listen,

    close() {
      isClosed = true;
      closing.reject(new Error("closed"));
      stopWatch?.();
      loan?.end();
      remote?.stop();
      closeConnection(connection);
    },
  };

  const member: MixMember = {
    microphone: () => track,
    remote: () => heard,
    sendInstead(next) {
      mixed = next;
      sendTrack();
      changes.emit(null);
    },
    sent: () => mixed ?? track,
    sendBeeping(next) {
      beeping = next;
      sendTrack();
    },
    onChanged: changes.listen,
  };
  return { session, member };
}

function isReceiving(audio: RTCRtpTransceiver | null): boolean {
  return audio?.currentDirection === "sendrecv" || audio?.currentDirection === "recvonly";
}

function toSentence(isClosed: boolean): string {
  return isClosed
    ? "The call ended before its voice connection was ready."
    : "The voice connection could not be set up, so the other side could not hear you. Try the call again.";
}
