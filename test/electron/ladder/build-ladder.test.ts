import { describe, expect, test } from "vitest";
import { buildLadder } from "../../../electron/ladder/build-ladder.ts";
import type { Ladder, Section } from "../../../electron/ladder/ladder.ts";
import { parseLog } from "../../../electron/ladder/parse-log.ts";
import { message, note, parseLines, readSeatLog } from "./log-of.ts";

const everything = { call: null, probes: false };

function build(lines: readonly string[], wish: { readonly call?: string; readonly probes?: boolean } = {}): Ladder {
  const ladder = buildLadder(parseLines(...lines).entries, { ...everything, ...wish });
  if (!ladder.ok) throw new Error(`no such call among ${ladder.failure.calls.join(", ")}`);
  return ladder.value;
}

const seat = parseLog([{ name: "tandem.log", text: readSeatLog() }], (text) => text).entries;
const headlines = (ladder: Ladder) => ladder.sections.map(({ title, outcome }) => `${title}: ${outcome}`);
const arrows = ({ rows }: Section) =>
  rows.flatMap((row) =>
    row.kind === "arrow" ? [[row.serverId, row.isSent ? ">" : "<", row.label, ...row.marks]] : [],
  );

const invite = { mark: ">", start: "INVITE sip:600@pbx.test", cseq: "1 INVITE" } as const;
const answer = (start: string, more = {}) => ({ mark: "<", start, cseq: "1 INVITE", ...more }) as const;

describe("the ladder of a real seat", () => {
  const read = buildLadder(seat, everything);
  if (!read.ok) throw new Error("it has no call");
  const ladder = read.value;

  test("has calls first, then registrations, and says what came of each", () => {
    expect(headlines(ladder)).toEqual([
      "Call to 600: answered through main after 112 ms, ended by the seat 543 ms later",
      "Call to 603: answered through backup after 2976 ms, ended by the seat 624 ms later",
      "Call from 0355560001: answered through main after 787 ms, ended by the seat 999 ms later",
      "Registration of 1001 at main: at last 200 OK",
      "Registration of 1001 at backup: at last 200 OK",
    ]);
    expect(ladder.servers).toEqual(["main", "backup"]);
  });

  test("shows a call that was carried over as one, with the silence of the first server and why it moved on", () => {
    const moved = ladder.sections[1];
    expect(moved?.callIds).toEqual(["u19cbphi7p4n9nrs7flf (main)", "7c5l2fu3jpnad57puoeq (backup)"]);
    expect(moved?.rows.slice(0, 8)).toEqual([
      expect.objectContaining({ kind: "note", sinceMs: null, text: "call: dialing, servers in order: main, backup" }),
      {
        kind: "arrow",
        at: Date.UTC(2026, 10, 27, 20, 59, 25, 330),
        sinceMs: 7,
        serverId: "main",
        isSent: true,
        label: "INVITE 603",
        cseq: "1 INVITE",
        callId: "u19cbphi7p",
        marks: ["noAnswer"],
      },
      expect.objectContaining({ text: "call: INVITE to main on the wire after 14 ms" }),
      expect.objectContaining({ sinceMs: 958, text: "main: ready → doubtful: Main is not answering." }),
      expect.objectContaining({ text: "call: main gave nothing (noResponse), preparing backup" }),
      expect.objectContaining({ text: "call: main gave nothing (noResponse), carriedOver" }),
      expect.objectContaining({ serverId: "backup", label: "INVITE 603", marks: [] }),
      expect.objectContaining({ text: "call: INVITE to backup on the wire after 2 ms" }),
    ]);
  });

  test("shows a call that arrived through both servers as one", () => {
    const servers = ladder.sections[2]?.rows.flatMap((row) => (row.kind === "arrow" ? [row.serverId] : []));
    expect([...new Set(servers)]).toEqual(["main", "backup"]);
  });

  test("folds probes to a count, and shows each when asked to", () => {
    expect(ladder.probes).toEqual([
      {
        serverId: "main",
        sent: 6,
        answered: 3,
        roundTripMs: { least: 2, median: 5, most: 98 },
        unanswered: [26_294, 26_790, 27_291].map((ms) => Date.UTC(2026, 10, 27, 20, 59) + ms),
      },
      { serverId: "backup", sent: 4, answered: 4, roundTripMs: { least: 1, median: 4, most: 209 }, unanswered: [] },
    ]);
    const all = buildLadder(seat, { call: null, probes: true });
    expect(all.ok && [all.value.probes, headlines(all.value).slice(-2)]).toEqual([
      [],
      ["Probes of main: ", "Probes of backup: "],
    ]);
  });

  test.each([
    ["603", "Call to 603"],
    ["3-5556", "Call from 0355560001"],
    ["U19CB15BD1", "Call to 600"],
    ["7c5l2fu3jp", "Call to 603"],
    ["b1229544ff570c21", "Call to 603"],
  ])("is one call alone when %s is looked for", (call, title) => {
    const found = buildLadder(seat, { call, probes: false });
    expect(found.ok && [found.value.sections.map((section) => section.title), found.value.probes]).toEqual([
      [title],
      [],
    ]);
  });

  test("names the calls there are when none fits", () => {
    expect(buildLadder(seat, { call: "999", probes: false })).toEqual({
      ok: false,
      failure: {
        calls: [
          "Call to 600, Call-ID u19cb15bd1bqaknsf73h",
          "Call to 603, Call-ID u19cbphi7p4n9nrs7flf",
          "Call from 0355560001, Call-ID 70d65cb27aafb67b",
        ],
      },
    });
  });
});

describe("a ladder", () => {
  test("marks what is sent once more, what answers nothing, and what only rings", () => {
    const { sections } = build([
      message(0, invite),
      message(500, invite),
      message(600, answer("180 Ringing", { toTag: "b" })),
      message(700, answer("180 Ringing", { toTag: "b" })),
      message(800, answer("183 Session Progress", { toTag: "b" })),
      message(900, { mark: "<", start: "200 OK", cseq: "9 BYE", branch: "z9hG4bKearlier" }),
    ]);
    expect(sections.flatMap(arrows)).toEqual([
      ["main", ">", "INVITE 600", "noFinalAnswer"],
      ["main", ">", "INVITE 600", "again"],
      ["main", "<", "180 Ringing"],
      ["main", "<", "180 Ringing", "again"],
      ["main", "<", "183 Session Progress"],
      ["main", "<", "200 OK", "noRequest"],
    ]);
  });

  test("takes neither a CANCEL's answer for that of its INVITE, nor an ACK for unanswered", () => {
    const branch = "z9hG4bKsame";
    const { sections } = build([
      message(0, { ...invite, branch }),
      message(10, answer("100 Trying", { branch })),
      message(20, { mark: ">", start: "CANCEL sip:600@pbx.test", cseq: "1 CANCEL", branch }),
      message(30, { mark: "<", start: "200 OK", cseq: "1 CANCEL", branch }),
      message(40, answer("487 Request Terminated", { branch, toTag: "b" })),
      message(50, { mark: ">", start: "ACK sip:600@pbx.test", cseq: "1 ACK", branch }),
    ]);
    expect(sections.map(({ outcome }) => outcome)).toEqual(["not answered: 487 Request Terminated after 40 ms"]);
    expect(sections.flatMap(arrows).filter((row) => row.length > 3)).toEqual([]);
  });

  test("keeps the same branch on two servers apart", () => {
    const { sections } = build([message(0, invite), message(5, { ...answer("200 OK"), server: "backup" })]);
    expect(sections.flatMap(arrows)).toEqual([
      ["main", ">", "INVITE 600", "noAnswer"],
      ["backup", "<", "200 OK", "noRequest"],
    ]);
  });

  test("joins the attempts of a dial by their header where the phone's own lines are missing", () => {
    const more = ["X-Call-Attempt-ID: 9f"];
    const second = { ...invite, server: "backup", callId: "call-2", branch: "z9hG4bK2", more };
    expect(build([message(0, { ...invite, more }), message(900, second)]).sections).toHaveLength(1);
  });

  test("gives subscriptions, and requests of other kinds, sections of their own", () => {
    const subscribe = {
      mark: ">",
      start: "SUBSCRIBE sip:1002@pbx.test",
      cseq: "1 SUBSCRIBE",
      more: ["Event: dialog"],
    } as const;
    const asked = { mark: "<", start: "OPTIONS sip:x@seat.invalid", cseq: "3 OPTIONS", callId: "call-9" } as const;
    expect(
      headlines(
        build([
          message(0, asked),
          message(1, subscribe),
          message(2, { ...subscribe, mark: "<", start: "202 Accepted" }),
        ]),
      ),
    ).toEqual(["Subscription to 600 at main (dialog): at last 202 Accepted", "OPTIONS with 1001 at main: "]);
  });

  test("says so where a call's beginning is missing, or all of its messages", () => {
    const bye = { mark: ">", start: "BYE sip:600@pbx.test", cseq: "3 BYE", toTag: "b" } as const;
    expect(
      headlines(build([message(0, bye), note(5, "call:0123456789abcdef", "dialing, servers in order: main")])),
    ).toEqual(["Call with 600: its INVITE is not in this log", "Call 0123456789: it has no message in this log"]);
  });
});
