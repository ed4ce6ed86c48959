/** Reads the addresses in an SDP; a PBX cannot resolve Chromium's mDNS names, so those are no addresses. */

const candidateLine = /^(?:a=)?candidate:\S+ \d+ (\S+) \d+ (\S+) \d+ typ /i;

/** A UDP candidate with a real address: the other side can send to it. */
export function isUsableCandidate(line: string): boolean {
  const [, transport = "", address = ""] = candidateLine.exec(line) ?? [];
  return transport.toLowerCase() === "udp" && !isHidden(address);
}

/** The SDP without `.local` candidates, and whether an address to send to is left. */
export function withoutHiddenCandidates(sdp: string): { readonly sdp: string; readonly hasAddress: boolean } {
  const lines = sdp.split("\r\n").filter((line) => !isHidden(candidateLine.exec(line)?.[2] ?? ""));
  return { sdp: lines.join("\r\n"), hasAddress: lines.some(isUsableCandidate) };
}

/** The ICE user fragment: it changes exactly when ICE starts anew (RFC 8445 §9). */
export function toUfrag(sdp: string | undefined): string | null {
  return /^a=ice-ufrag:(.+)$/m.exec(sdp ?? "")?.[1]?.trim() ?? null;
}

function isHidden(address: string): boolean {
  return address.toLowerCase().endsWith(".local");
}
