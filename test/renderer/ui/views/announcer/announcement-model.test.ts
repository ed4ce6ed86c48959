/** What is said aloud of calls: each change once, nothing for the passing of time. */
import { expect, test } from "vitest";
import { announceChanges, announceControls } from "../../../../../renderer/ui/views/announcer/announcement-model.ts";
import type { Call } from "../../../../../shared/model/call.ts";
import type { Recording } from "../../../../../shared/model/recording.ts";
import {
  aCall,
  anActiveCall,
  anEndedCall,
  anIncomingCall,
  aRecording,
  aTransfer,
} from "../../../../builders/a-call.ts";
import { aBackupServer, aServer } from "../../../../builders/a-server.ts";

const servers = [aServer(), aBackupServer()];
const announce = (before: readonly Call[], after: readonly Call[]) =>
  announceChanges(before, after, servers, "Ctrl+Shift+R");

test("a call that comes in is announced by name and server", () => {
  expect(announce([], [anIncomingCall()])).toEqual([
    { key: "announce.incoming", params: { who: "Tanaka Yuki", server: "Main" } },
  ]);
  expect(announce([], [anIncomingCall({ remote: { number: null, name: null } })])).toEqual([
    { key: "announce.incomingWithheld", params: { server: "Main" } },
  ]);
});

test("a call that a queue sends is announced with the queue, whoever calls and whoever answers it", () => {
  const ofQueue = (overrides: object) => announce([], [anIncomingCall({ queue: "Sales", ...overrides })]);
  const queue = "Sales";
  expect([ofQueue({}), ofQueue({ remote: { number: null, name: null } }), ofQueue({ atAutoAnswer: 9 })]).toEqual([
    [{ key: "announce.ofQueue", params: { who: "Tanaka Yuki", queue, server: "Main" } }],
    [{ key: "announce.ofQueueWithheld", params: { queue, server: "Main" } }],
    [{ key: "announce.ofQueueByItself", params: { who: "Tanaka Yuki", queue } }],
  ]);
});

test("a call that stays as it is, is measured or muted says nothing", () => {
  const quality = { mos: 4, lossPct: 0, jitterMs: 3, rttMs: 20 };
  expect(announce([anActiveCall()], [anActiveCall({ quality, muted: true })])).toEqual([]);
});

test("carry-over, answer, lost line, loss and ending are each said once", () => {
  const ringing = aCall({ state: "ringing" });
  const cutOff = anActiveCall({ signalling: "lost" });
  expect([
    announce([aCall()], [aCall({ serverId: "backup" })]),
    announce([ringing], [anActiveCall()]),
    announce([anActiveCall()], [cutOff]),
    announce([cutOff], [anActiveCall()]),
    announce([cutOff], [anActiveCall({ state: "stranded" })]),
    announce([anActiveCall()], [anEndedCall()]),
  ]).toEqual([
    [{ key: "announce.carriedOver", params: { server: "Backup" } }],
    [{ key: "announce.answered" }],
    [{ key: "call.signallingLost", params: { server: "Main" } }],
    [{ key: "announce.signallingBack", params: { server: "Main" } }],
    [{ key: "announce.strandedChord", params: { server: "Main", chord: "Ctrl+Shift+R" } }],
    [{ key: "ending.hungUpByThem" }],
  ]);
});

test("a call that is answered beside another, or comes back to be held, is said to wait", () => {
  const ringing = aCall({ state: "ringing" });
  const aside = anActiveCall({ held: true, answeredAside: true });
  const withheld = { ...aside, remote: { number: null, name: null } };
  expect([
    announce([ringing], [{ ...aside, remote: { number: "0312345678", name: "Sato Ken" } }]),
    announce([ringing], [withheld]),
    announce([anActiveCall({ state: "stranded" })], [anActiveCall({ held: true })]),
  ]).toEqual([
    [{ key: "announce.answeredAside", params: { who: "Sato Ken" } }],
    [{ key: "call.answeredAside" }],
    [{ key: "call.held" }],
  ]);
});

test("how a transfer goes, and that a conference began, are each said once", () => {
  const who = "Sato Ken";
  const to = (state: "asked" | "trying" | "ringing" | "failed", code: number | null = null) =>
    anActiveCall({ transfer: aTransfer({ state, code }) });
  const apart = [anActiveCall({ id: "a" }), anActiveCall({ id: "b" })];
  const together = apart.map((call) => ({ ...call, inConference: true }));
  expect([
    announce([anActiveCall()], [to("asked")]),
    announce([to("trying")], [to("ringing")]),
    announce([to("ringing")], [to("ringing")]),
    announce([to("ringing")], [to("failed", 486)]),
    announce(apart, together),
    announce(together, together),
  ]).toEqual([
    [{ key: "transfer.trying", params: { who } }],
    [{ key: "transfer.ringing", params: { who } }],
    [],
    [{ key: "transfer.busy", params: { who } }],
    [{ key: "conference.mixed" }],
    [],
  ]);
});

test("that a call is recorded is said once it is true, and whenever that changes", () => {
  const recorded = (state: Recording["state"], trouble: Recording["trouble"] = null) =>
    anActiveCall({ recording: aRecording({ state, trouble }) });
  expect([
    announce([anActiveCall()], [recorded("starting")]),
    announce([recorded("starting")], [recorded("on")]),
    announce([recorded("on")], [recorded("paused")]),
    announce([recorded("on")], [recorded("stopped")]),
    announce([recorded("on")], [recorded("failed", "full")]),
    announce([recorded("on")], [{ ...recorded("on"), muted: true }]),
  ]).toEqual([
    [],
    [{ key: "recording.on" }],
    [{ key: "recording.paused" }],
    [{ key: "recording.stopped" }],
    [{ key: "recording.failedFull" }],
    [],
  ]);
});

test("the microphone and the waiting are told by whom they are of, once for a conference, and not with another news", () => {
  const call = anActiveCall({ remote: { number: "1", name: "Tanaka Yuki" } });
  const joined = [anActiveCall({ id: "a", inConference: true }), anActiveCall({ id: "b", inConference: true })];
  const told = (before: readonly Call[], after: readonly Call[]) =>
    announceControls(before, after, ({ remote }) => remote.name ?? "Number withheld");
  expect([
    told([call], [{ ...call, muted: true }]),
    told([{ ...call, muted: true }], [call]),
    told([call], [{ ...call, held: true, remote: { number: null, name: null } }]),
    told([{ ...call, held: true }], [call]),
    told(
      joined,
      joined.map((member) => ({ ...member, muted: true })),
    ),
    told([anIncomingCall()], [{ ...call, muted: true }]),
    told([{ ...call, held: true }], [anEndedCall()]),
    told([call], [call]),
  ]).toEqual([
    [{ key: "announce.muted" }],
    [{ key: "announce.unmuted" }],
    [{ key: "announce.held", params: { who: "Number withheld" } }],
    [{ key: "announce.resumed", params: { who: "Tanaka Yuki" } }],
    [{ key: "announce.muted" }],
    [],
    [],
    [],
  ]);
});
