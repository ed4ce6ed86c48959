/** The server's SDP as it leaves the house: one address, the wire's, and the word that it is ICE lite (RFC 8445 §2.5). */

/** The port of the voice's own socket on 127.0.0.1, null when it has none. */
export function readVoicePort(sdp: string): number | null {
  const port = /^a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 (\d+) typ host/im.exec(sdp)?.[1];
  return port === undefined ? null : Number(port);
}

/** Chromium reads `ice-lite` where RFC 8839 §5.3 puts it, at the session; werift writes it at the media. */
export function throughWire(sdp: string, wirePort: number): string {
  const candidate = `a=candidate:1 1 udp 2130706431 127.0.0.1 ${wirePort} typ host`;
  const lines = sdp.split("\r\n").filter((line) => !/^a=(candidate:|ice-lite|end-of-candidates)/.test(line));
  return lines
    .flatMap((line) => {
      if (line.startsWith("t=")) return [line, "a=ice-lite"];
      if (line.startsWith("a=ice-pwd:")) return [line, candidate, "a=end-of-candidates"];
      return [line];
    })
    .join("\r\n");
}

/** A port of 0 refuses the medium (RFC 3264 §6). */
export function isRefused(sdp: string): boolean {
  return !/^m=audio [1-9]/m.test(sdp);
}

/** It changes exactly when ICE starts anew (RFC 8445 §9). */
export function readUfrag(sdp: string): string | null {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? null;
}
