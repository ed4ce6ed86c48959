import { expect, test } from "vitest";
import type { Diagnosis } from "../../../electron/diagnostics/diagnosis.ts";
import { hasFailed } from "../../../electron/diagnostics/diagnosis.ts";
import { judgeSeat, withCall } from "../../../electron/diagnostics/judge-trial.ts";
import { writeReport } from "../../../electron/diagnostics/write-report.ts";
import type { Trial, TrialCall } from "../../../shared/contract/trial-wire.ts";
import { ServerId } from "../../../shared/model/ids.ts";

const call: TrialCall = {
  serverId: ServerId.parse("main"),
  ms: 4_800,
  outcome: "answered",
  code: 200,
  message: null,
  candidates: ["host 10.0.0.1:20000"],
  isHeard: true,
  quality: { mos: 4.4, lossPct: 0, jitterMs: 1, rttMs: 3 },
};
const trial: Trial = {
  microphone: { ms: 90, trouble: null },
  ice: { ms: 12, candidates: ["host udp 10.0.0.7"] },
  calls: [call],
};
const main = { id: "main", name: "Main", role: "primary", url: "wss://10.0.0.1/ws", steps: [] };
const judge = (changes: Partial<TrialCall>) => withCall(main, { ...trial, calls: [{ ...call, ...changes }] }, "").steps;

test("A report has a line for every step, and under one with trouble its sentence", () => {
  const diagnosis: Diagnosis = {
    at: Date.UTC(2026, 10, 27, 9),
    tandem: "1.2.3",
    configuration: { source: "/etc/tandem/policy.json", problem: "a line of trouble" },
    updates: "deb package",
    servers: [
      {
        ...main,
        steps: [
          { kind: "tcp", state: "failed", ms: 3, found: "ECONNREFUSED", trouble: "Nothing listens, so start it." },
          { kind: "tls", state: "notTried", ms: null, found: "an earlier step failed", trouble: null },
        ],
      },
    ],
    seat: [{ kind: "microphone", state: "ok", ms: 120, found: "opens", trouble: null }],
  };
  expect(writeReport(diagnosis)).toBe(
    [
      "Tandem 1.2.3, 2026-11-27T09:00:00.000Z",
      "Configuration: /etc/tandem/policy.json",
      "  a line of trouble",
      "Newer versions: deb package",
      "",
      "Main (primary) wss://10.0.0.1/ws",
      "  TCP        failed        3 ms  ECONNREFUSED",
      "    Nothing listens, so start it.",
      "  TLS        not tried           an earlier step failed",
      "",
      "This computer",
      "  Microphone ok          120 ms  opens",
      "",
      "Something failed: 1 ok, 0 warning, 1 failed, 1 not tried.",
      "",
    ].join("\n"),
  );
  expect(hasFailed(diagnosis)).toBe(true);
  expect(hasFailed({ ...diagnosis, servers: [] })).toBe(false);
});

test("A seat whose voice opens is well, and one whose page never answers is not", () => {
  expect(judgeSeat(trial)).toEqual([
    { kind: "microphone", state: "ok", ms: 90, found: "opens", trouble: null },
    { kind: "ice", state: "ok", ms: 12, found: "host udp 10.0.0.7", trouble: null },
  ]);
  expect(judgeSeat(null).map(({ kind, state }) => [kind, state])).toEqual([
    ["microphone", "failed"],
    ["ice", "notTried"],
  ]);
  const deaf = {
    microphone: { ms: 5, trouble: "No microphone found." },
    ice: { ms: 9, candidates: ["host udp x.local"] },
  };
  expect(judgeSeat({ ...trial, ...deaf }).map(({ state, trouble }) => [state, trouble])).toEqual([
    ["failed", "No microphone found."],
    ["failed", expect.stringMatching(/offers no address for the voice, so calls would be silent/u)],
  ]);
});

test("A test call is well only when sound came back", () => {
  expect(judge({})).toEqual([
    {
      kind: "call",
      state: "ok",
      ms: 4_800,
      found: "answered, sound came back (MOS 4.4, 0.0 % lost) from host 10.0.0.1:20000",
      trouble: null,
    },
  ]);
  expect(judge({ isHeard: false, quality: null })[0]).toMatchObject({
    state: "failed",
    trouble: expect.stringMatching(/no sound came back .* let the firewalls pass its voice ports/u) as string,
  });
  expect(judge({ quality: { mos: 2.1, lossPct: 12, jitterMs: 1, rttMs: 3 } })[0]?.state).toBe("warning");
  expect(judge({ outcome: "rejected", code: 404 })[0]).toMatchObject({ state: "failed", found: "refused with 404" });
  expect(judge({ outcome: "failed", code: null, message: "The socket closed." })[0]?.trouble).toBe(
    "The socket closed.",
  );
  expect(judge({ outcome: "silent", code: null })[0]?.state).toBe("failed");
  expect(withCall(main, null, "no number").steps).toEqual([
    { kind: "call", state: "notTried", ms: null, found: "no number", trouble: null },
  ]);
});
