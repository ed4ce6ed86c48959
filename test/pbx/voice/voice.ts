/**
 * The other end of a conversation: a WebRTC peer inside the server (ICE lite, DTLS-SRTP) that sends back what it hears
 * or plays a tone, and counts the packets both ways.
 */
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RtpHeader,
  RtpPacket,
  useOPUS,
  usePCMU,
  type RTCRtpTransceiver,
} from "werift";
import { milliwattFrame, samplesPerFrame } from "./milliwatt.ts";
import { isRefused, readUfrag, readVoicePort, throughWire } from "./voice-sdp.ts";
import { layWire, type WireState } from "./wire.ts";

export type Program = "echo" | "tone";

/** RTP packets since the voice began. */
export type VoiceCounts = { readonly received: number; readonly sent: number };

export type Voice = {
  /** The answer to a first offer or a later one; null when nothing in it can be spoken. */
  readonly answer: (offer: string) => Promise<string | null>;
  readonly offer: () => Promise<string>;
  readonly accept: (answer: string) => Promise<void>;
  readonly counts: () => VoiceCounts;
  readonly setWire: (state: WireState) => void;
  readonly close: () => void;
};

const loopback = "127.0.0.1";
const frameMs = 20;
/** After a longer standstill the tone goes on from now instead of catching up, ms. */
const longestLagMs = 200;

export async function createVoice(program: Program): Promise<Voice> {
  const wire = await layWire();
  const connection = new RTCPeerConnection({
    iceLite: true,
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: loopback },
    iceAdditionalHostAddresses: [loopback],
    bundlePolicy: "max-bundle",
    codecs: { audio: program === "tone" ? [usePCMU()] : [useOPUS(), usePCMU()], video: [] },
  });
  let received = 0;
  let sent = 0;
  let isClosed = false;
  let phoneUfrag: string | null = null;

  const restartChecks = (): void => {
    for (const transport of connection.iceTransports) transport.start().catch(() => undefined);
  };
  const audio = (): RTCRtpTransceiver | undefined => connection.getTransceivers()[0];
  const mayTalk = (): boolean => {
    const direction = audio()?.currentDirection;
    return (
      !isClosed && connection.connectionState === "connected" && direction !== "recvonly" && direction !== "inactive"
    );
  };
  const speak = (packet: RtpPacket): void => {
    if (!mayTalk()) return;
    sent += 1;
    // A packet that finds the transport just closed is lost, as any other.
    audio()
      ?.sender.sendRtp(packet)
      .catch(() => undefined);
  };

  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => {
      received += 1;
      if (program === "echo") speak(packet);
    });
  });
  const stopTone = program === "tone" ? playTone(speak) : () => undefined;

  /** Every local description goes out with the wire's address in the place of our own. */
  const publish = (sdp: string): string => {
    const port = readVoicePort(sdp);
    if (port !== null) wire.join(port);
    return throughWire(sdp, wire.port);
  };

  return {
    async answer(offer) {
      await connection.setRemoteDescription({ type: "offer", sdp: offer });
      audio()?.setDirection("sendrecv");
      const { sdp } = await connection.createAnswer();
      if (isRefused(sdp)) return null;
      await connection.setLocalDescription({ type: "answer", sdp });
      const ufrag = readUfrag(offer);
      // werift does not check the new path of a restarted ICE by itself once DTLS is up.
      if (phoneUfrag !== null && ufrag !== phoneUfrag) restartChecks();
      phoneUfrag = ufrag;
      return publish(connection.localDescription?.sdp ?? "");
    },
    async offer() {
      if (audio() === undefined) connection.addTransceiver(new MediaStreamTrack({ kind: "audio" }));
      await connection.setLocalDescription(await connection.createOffer());
      return publish(connection.localDescription?.sdp ?? "");
    },
    accept: (answer) => connection.setRemoteDescription({ type: "answer", sdp: answer }),
    counts: () => ({ received, sent }),
    setWire: wire.setState,
    close() {
      if (isClosed) return;
      isClosed = true;
      stopTone();
      // First the wire: a server that was killed says no goodbye.
      wire.close();
      connection.close().catch(() => undefined);
    },
  };
}

/** @returns what stops it. */
function playTone(speak: (packet: RtpPacket) => void): () => void {
  let sequenceNumber = 0;
  let timestamp = 0;
  let atNext = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - atNext > longestLagMs) atNext = now;
    for (; atNext <= now; atNext += frameMs) {
      const header = new RtpHeader({ sequenceNumber, timestamp, payloadType: 0, marker: false });
      speak(new RtpPacket(header, milliwattFrame));
      sequenceNumber = (sequenceNumber + 1) % 65_536;
      timestamp = (timestamp + samplesPerFrame) % 4_294_967_296;
    }
  }, frameMs);
  return () => clearInterval(timer);
}
