import { describe, expect, it } from "vitest";
import {
  isUsableCandidate,
  rankByGeneration,
  toUfrag,
  withoutHiddenCandidates,
} from "../../../../../renderer/engine/adapters/web/candidates.ts";

const real = "candidate:1 1 udp 2122260223 192.0.2.7 50123 typ host generation 0";
const hidden = "candidate:2 1 udp 2122260223 0b4f7a1c-6f6b-4f0f-9a44-3c1f8e8c7d11.local 50124 typ host";
const tcp = "candidate:3 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active";

const sdpOf = (...candidates: string[]) =>
  ["v=0", "m=audio 50123 UDP/TLS/RTP/SAVPF 111", "a=ice-ufrag:Ab+/", ...candidates.map((one) => `a=${one}`), ""].join(
    "\r\n",
  );

describe("a usable candidate", () => {
  it.each([
    ["a real UDP address", real, true],
    ["an IPv6 address", "candidate:4 1 UDP 2122262783 2001:db8::7 50125 typ host", true],
    [
      "an address behind a NAT",
      "candidate:5 1 udp 1686052607 198.51.100.4 50123 typ srflx raddr 0.0.0.0 rport 0",
      true,
    ],
    ["an mDNS name", hidden, false],
    ["a TCP address", tcp, false],
    ["nothing", "", false],
  ])("%s", (_what, line, isUsable) => {
    expect(isUsableCandidate(line)).toBe(isUsable);
  });
});

describe("the other side's candidates", () => {
  const priorities = (generation: number): number[] =>
    [...rankByGeneration(sdpOf(real, hidden, tcp), generation).matchAll(/ (\d+) \S+ \d+ typ/g)].map(([, one]) =>
      Number(one),
    );

  it("count less than the least of our own host candidates, in the order they had", () => {
    const ours = 2_113_937_151;
    const [first = 0, , last = 0] = priorities(0);
    expect(first).toBeLessThan(ours);
    expect(last).toBeLessThan(first);
  });

  it("count more with each start of ICE", () => {
    expect(priorities(1).map((priority, which) => priority - (priorities(0)[which] ?? 0))).toEqual([1, 1, 1]);
  });

  it("change in nothing else", () => {
    const ranked = rankByGeneration(sdpOf(real), 0);
    expect(ranked).toBe(sdpOf(real).replace("2122260223", "1061130111"));
  });
});

describe("the SDP that goes out", () => {
  it("loses hidden names and keeps the rest as it was", () => {
    expect(withoutHiddenCandidates(sdpOf(hidden, real, tcp))).toEqual({ sdp: sdpOf(real, tcp), hasAddress: true });
  });

  it("is known to have no address when only hidden names were found", () => {
    expect(withoutHiddenCandidates(sdpOf(hidden))).toEqual({ sdp: sdpOf(), hasAddress: false });
  });
});

it("reads the ICE user fragment", () => {
  expect([toUfrag(sdpOf(real)), toUfrag("v=0"), toUfrag(undefined)]).toEqual(["Ab+/", null, null]);
});
