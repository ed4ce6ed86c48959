/** The voice is tried on a scripted server: what it does with each answer, and that nothing ever signs in. */
import { describe, expect, test } from "vitest";
import type { SipEffect, SipEvent } from "../../../renderer/engine/core/sip-vocabulary.ts";
import { runTrial } from "../../../renderer/engine/run-trial.ts";
import { readCandidates } from "../../../renderer/engine/watch-answers.ts";
import { createEmitter } from "../../../shared/lib/emitter.ts";
import { fail, succeed } from "../../../shared/lib/result.ts";
import { InviteId, ServerId } from "../../../shared/model/ids.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../../shared/model/to-phone-config.ts";

const server = (id: string, role: string) => ({ id, name: id, role, url: `wss://${id}.test/ws`, domain: `${id}.test` });
const config = toPhoneConfig(
  PolicyDocument.parse({
    version: 1,
    account: { user: "1001", password: "secret" },
    servers: [server("main", "primary"), server("backup", "backup")],
  }),
);
const serverIds = config.servers.map(({ id }) => id);
const quality = { mos: 4.4, lossPct: 0, jitterMs: 1, rttMs: 2 };

type Script = (effect: SipEffect) => readonly SipEvent[];

/** Time passes at once: what is to run later runs in the order of its moments, when nothing else is left to do. */
async function play(
  script: Script,
  target: string | null = "600",
  hasMicrophone = true,
  gather = () => Promise.resolve(["host udp 10.0.0.7"]),
) {
  const told = createEmitter<SipEvent>((error) => {
    throw error;
  });
  const performed: string[] = [];
  let now = 0;
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const trial = runTrial(
    {
      sip: {
        configure: () => undefined,
        listen: told.listen,
        perform(effect) {
          performed.push(effect.type);
          for (const event of script(effect)) queueMicrotask(() => told.emit(event));
        },
      },
      media: {
        makeReady: () =>
          Promise.resolve(
            hasMicrophone ? succeed(null) : fail({ kind: "microphoneMissing" as const, message: "No microphone." }),
          ),
      },
      gather,
      takeAnswered: () => ["host 10.0.0.1:20000"],
      now: () => now,
      after: (ms, run) => void timers.push({ at: now + ms, run }),
    },
    { type: "try", config, serverIds, target },
  );
  let isDone = false;
  void trial.then(() => (isDone = true));
  for (;;) {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    const next = timers.toSorted((a, b) => a.at - b.at)[0];
    if (isDone || next === undefined) break;
    timers.splice(timers.indexOf(next), 1);
    now = Math.max(now, next.at);
    next.run();
  }
  return { trial: await trial, performed };
}

const idOf = (effect: SipEffect): ServerId => ("serverId" in effect ? effect.serverId : ServerId.parse("main"));
const invite = (id: ServerId) => InviteId.parse(`trial-${id}`);

/** Opens, prepares, and does with the INVITE what it is told to. */
const answering =
  (answer: (inviteId: InviteId, serverId: ServerId) => readonly SipEvent[]): Script =>
  (effect) => {
    const serverId = idOf(effect);
    switch (effect.type) {
      case "socket.open":
        return [{ type: "socket.opened", serverId, connection: 1 }];
      case "attempt.prepare":
        return [{ type: "attempt.prepared", inviteId: invite(serverId) }];
      case "attempt.invite":
        return answer(invite(serverId), serverId);
      default:
        return [];
    }
  };

describe("a trial of the voice", () => {
  test("calls through each server in turn, listens, hangs up, and never registers", async () => {
    const { trial, performed } = await play(
      answering((inviteId) => [
        { type: "attempt.answered", inviteId },
        { type: "media.flowChanged", inviteId, isFlowing: true },
        { type: "media.measured", inviteId, quality, packets: 100 },
      ]),
    );
    expect(trial.microphone).toEqual({ ms: 0, trouble: null });
    expect(trial.ice).toEqual({ ms: 0, candidates: ["host udp 10.0.0.7"] });
    expect(trial.calls).toEqual(
      serverIds.map((serverId) => ({
        serverId,
        ms: 4_500,
        outcome: "answered",
        code: 200,
        message: null,
        candidates: ["host 10.0.0.1:20000"],
        isHeard: true,
        quality,
      })),
    );
    const once = ["socket.open", "attempt.prepare", "attempt.invite", "dialog.bye", "socket.close"];
    expect(performed).toEqual([...once, ...once]);
  });

  test.each<[string, Script, object]>([
    [
      "is refused",
      answering((inviteId) => [{ type: "attempt.rejected", inviteId, code: 404, retryAfterS: null, cause: null }]),
      { outcome: "rejected", code: 404 },
    ],
    [
      "never leaves",
      answering((inviteId) => [{ type: "attempt.failed", inviteId, why: "media", message: "No voice." }]),
      { outcome: "failed", message: "No voice." },
    ],
    [
      "has no connection",
      (effect) =>
        effect.type === "socket.open"
          ? [{ type: "socket.closed", serverId: idOf(effect), connection: 1, code: null }]
          : [],
      { outcome: "failed", message: "The server closed the connection." },
    ],
    [
      "rings for ever",
      answering((inviteId) => [{ type: "attempt.progressed", inviteId, code: 180 }]),
      { outcome: "silent" },
    ],
    [
      "is silent",
      answering((inviteId) => [{ type: "attempt.answered", inviteId }]),
      { outcome: "answered", isHeard: false, quality: null },
    ],
  ])("tells of a call that %s", async (_what, script, call) => {
    const { trial, performed } = await play(script);
    expect(trial.calls).toMatchObject([call, call]);
    expect(performed.filter((type) => type === "socket.close").length).toBe(2);
    expect(performed.includes("attempt.cancel")).toBe("outcome" in call && call.outcome === "silent");
  });

  test("dials nobody without a number, nor without a microphone", async () => {
    const silent = answering(() => []);
    expect(await play(silent, null)).toMatchObject({ trial: { calls: [] }, performed: [] });
    expect(await play(silent, "600", false)).toMatchObject({
      trial: { microphone: { trouble: "No microphone." }, calls: [] },
      performed: [],
    });
  });
});

test("Where no address can be gathered the trial says that there is none, and goes on", async () => {
  const { trial } = await play(
    () => [],
    null,
    true,
    () => Promise.reject(new Error("no network")),
  );
  expect(trial).toEqual({ microphone: { ms: 0, trouble: null }, ice: { ms: 0, candidates: [] }, calls: [] });
});

test("The addresses of an answer are read with their kind", () => {
  const sdp = [
    "a=candidate:Hc0 1 UDP 2130706431 10.0.0.1 20000 typ host",
    "a=candidate:S2 1 UDP 1694498815 203.0.113.9 31000 typ srflx raddr 10.0.0.1 rport 20000",
    "a=ice-lite",
  ].join("\r\n");
  expect(readCandidates(sdp)).toEqual(["host 10.0.0.1:20000", "srflx 203.0.113.9:31000"]);
});
