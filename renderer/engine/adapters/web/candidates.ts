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

/**
 * The other side's candidates, each generation of ICE above the one before, and all of them below our own.
 *
 * After an ICE restart Chromium checks no new pair whose priority is not above that of the pair in use, for as long as
 * that one seems alive: 2.5 s after the last packet [measured]. The smaller of a pair's two candidates decides
 * (RFC 8445 §6.1.2.3), and our own shrink with each socket; so the other side's are made the smaller ones, and grow.
 * @param generation how many times ICE has begun, from 0.
 */
export function rankByGeneration(sdp: string, generation: number): string {
  return sdp.replace(
    /^(a=candidate:\S+ \d+ \S+) (\d+) /gim,
    (_line, head: string, priority: string) => `${head} ${Math.floor(Number(priority) / 2) + generation} `,
  );
}

function isHidden(address: string): boolean {
  return address.toLowerCase().endsWith(".local");
}
