import { describe, expect, it } from "vitest";
import { PeersRun, type PeerTrial } from "../../../scripts/bench/peers-run.ts";
import { renderPeers } from "../../../scripts/bench/render-peers.ts";
import { circumstances } from "./figures.ts";

const failing: PeerTrial = {
  client: "other, UDP",
  fault: "freeze",
  healthyDialMs: 50,
  dialledAfterMs: 500,
  dial: { kind: "failed", ms: 32_004, through: null },
  redial: { ms: 35_058 },
  truthMs: null,
  incomingMs: 60,
  reachableMs: 8_060,
  shownAgainMs: 10,
  rungAgainMs: 1_900,
  dialledAgainMs: 3_578,
};

const carriedOver: PeerTrial = {
  ...failing,
  client: "Tandem",
  dial: { kind: "ringing", ms: 380, through: "backup" },
  redial: null,
  truthMs: 2_400,
  shownAgainMs: 20_000,
  rungAgainMs: 21_000,
  dialledAgainMs: 52_000,
};

const client = { version: "1.0", command: "phone -f <folder>", settings: "as it comes" };

function page(...trials: PeerTrial[]): string[] {
  const names = [...new Set(trials.map((trial) => trial.client))];
  const run = PeersRun.parse({
    circumstances,
    loadBefore: 0.4,
    minutes: 21.3,
    outageMs: 62_000,
    returnMs: 120_000,
    reactionMs: 3_000,
    clients: names.map((name) => ({ name, ...client })),
    missing: ["third (no package source)"],
    trials,
  });
  return renderPeers(run).split("\n");
}

describe("the comparison's part of the page", () => {
  it("has one table a fault and one row a softphone", () => {
    const lines = page(carriedOver, failing, { ...carriedOver, fault: "crash" });
    expect(lines.filter((line) => /^\*\*The primary|^\| [A-Za-z]/u.test(line))).toEqual([
      "**The primary freezes (SIGSTOP; its sockets stay open)**",
      "| Tandem | 0.38 | not needed | 2.4 | 1 of 1 in 0.06 | 20.0 | 21.0 | 52.0 |",
      "| other, UDP | fails after 32.0 | 35.1 | > 62 | 1 of 1 in 0.06 | never said otherwise | 1.9 | 3.6 |",
      "**The primary crashes (SIGKILL; its host still answers with resets)**",
      "| Tandem | 0.38 | not needed | 2.4 | 1 of 1 in 0.06 | 20.0 | 21.0 | 52.0 |",
    ]);
  });

  it("shows what differed between outages, and how often something never came", () => {
    const other: PeerTrial = {
      ...failing,
      dial: { kind: "silent", ms: 61_000, through: null },
      redial: { ms: null },
      truthMs: 47_000,
      incomingMs: null,
      reachableMs: 20_000,
      shownAgainMs: null,
      rungAgainMs: null,
      dialledAgainMs: null,
    };
    expect(page(failing, other)).toContain(
      "| other, UDP | fails after 32.0; silent for 61.0 | 35.1; > 62 in 1 of 2 | 47.0; > 62 in 1 of 2 | 1 of 2 in 0.06; then 20.0 after the fault " +
        "| 0.01; > 120 in 1 of 2 | 1.9; > 120 in 1 of 2 | 3.6; > 120 in 1 of 2 |",
    );
  });

  it("says versions, load, settings, commands, and who could not take part", () => {
    const text = page(carriedOver, failing).join("\n");
    expect(text).toContain("2 softphones, n = 1 per fault.");
    expect(text).toContain("Node 24.0.0 · Tandem 1.0 · other 1.0 · load before the run 0.4 · 21.3 min");
    expect(text).not.toContain("shared");
    expect(text).toContain("- Went to the other server by itself in a dial: Tandem. By hand: 3 s after");
    expect(text).toContain("- **other, UDP**: `phone -f <folder>`; as it comes.");
    expect(text).toContain("- Left out: third (no package source).");
  });
});
