/**
 * The offer of a call of which nothing is to be heard: a whole and lawful one (RFC 8829 §5.2.1), without a PeerConnection
 * behind it. It opens no microphone, costs no gathering, and no media ever flows.
 */

/** @param random uniform in [0, 1). */
export function writeSilentOffer(random: () => number): string {
  const digits = (length: number, radix: number) =>
    Array.from({ length }, () => Math.floor(random() * radix).toString(radix)).join("");
  const fingerprint = Array.from({ length: 32 }, () => digits(2, 16).toUpperCase()).join(":");
  return [
    "v=0",
    `o=- 1${digits(12, 10)} 1 IN IP4 0.0.0.0`,
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 9 0 8",
    "c=IN IP4 0.0.0.0",
    "a=rtcp:9 IN IP4 0.0.0.0",
    `a=ice-ufrag:${digits(8, 36)}`,
    `a=ice-pwd:${digits(24, 36)}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    "a=setup:actpass",
    "a=mid:0",
    // Whoever sent nothing but silence would be on hold for the server, and hear its music start.
    "a=recvonly",
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "a=rtpmap:9 G722/8000",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:8 PCMA/8000",
    "",
  ].join("\r\n");
}
