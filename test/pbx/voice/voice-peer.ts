/** The voice of a test's phone: a full ICE peer that sends numbered packets and counts what comes back. */
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, useOPUS, usePCMU } from "werift";

export type VoicePeer = {
  /** A fresh offer; with `iceRestart` under new ICE credentials. */
  readonly offer: (options?: { readonly iceRestart?: boolean; readonly isHeld?: boolean }) => Promise<string>;
  readonly accept: (answer: string) => Promise<void>;
  readonly answer: (offer: string) => Promise<string>;
  readonly sent: () => number;
  readonly received: () => readonly RtpPacket[];
  readonly close: () => Promise<void>;
};

const loopback = "127.0.0.1";

export function createVoicePeer(): VoicePeer {
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: loopback },
    iceAdditionalHostAddresses: [loopback],
    bundlePolicy: "max-bundle",
    codecs: { audio: [useOPUS(), usePCMU()], video: [] },
  });
  const received: RtpPacket[] = [];
  let sent = 0;
  let isRestarting = false;
  connection.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => {
      received.push(packet);
    });
  });
  const timer = setInterval(() => {
    const sender = connection.getTransceivers()[0]?.sender;
    if (sender === undefined || connection.connectionState !== "connected") return;
    const number = sent++;
    const header = new RtpHeader({ sequenceNumber: number, timestamp: number * 960, payloadType: 96, marker: false });
    const payload = Buffer.alloc(40);
    payload.writeUInt32BE(number, 0);
    sender.sendRtp(new RtpPacket(header, payload)).catch(() => undefined);
  }, 20);

  return {
    async offer({ iceRestart = false, isHeld = false } = {}) {
      const [audio = connection.addTransceiver(new MediaStreamTrack({ kind: "audio" }))] = connection.getTransceivers();
      audio.setDirection(isHeld ? "sendonly" : "sendrecv");
      await connection.setLocalDescription(await connection.createOffer({ iceRestart }));
      isRestarting = iceRestart;
      return connection.localDescription?.sdp ?? "";
    },
    async accept(answer) {
      await connection.setRemoteDescription({ type: "answer", sdp: answer });
      // werift checks no new path by itself once DTLS is up.
      if (isRestarting) for (const transport of connection.iceTransports) transport.start().catch(() => undefined);
      isRestarting = false;
    },
    async answer(offer) {
      await connection.setRemoteDescription({ type: "offer", sdp: offer });
      connection.getTransceivers()[0]?.setDirection("sendrecv");
      await connection.setLocalDescription(await connection.createAnswer());
      return connection.localDescription?.sdp ?? "";
    },
    sent: () => sent,
    received: () => received,
    async close() {
      clearInterval(timer);
      await connection.close();
    },
  };
}
