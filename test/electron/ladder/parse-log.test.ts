import { describe, expect, test } from "vitest";
import { redact } from "../../../electron/logging/redact.ts";
import { parseLog } from "../../../electron/ladder/parse-log.ts";
import { message, note, parseLines, readSeatLog } from "./log-of.ts";

const at = Date.UTC(2026, 10, 27, 20);

describe("a log", () => {
  test("is messages and what the phone says of servers and calls, in their order", () => {
    const { entries, ...rest } = parseLines(
      note(0, "server:main", "connecting → registering"),
      note(1, "media", "The voice connection is connected."),
      message(2, { mark: ">", start: "OPTIONS sip:pbx.test", cseq: "1 OPTIONS" }),
      `2026-11-27 20:00:00.003 debug engine: sip:main: Probe 1 on socket 1 is z9hG4bK1.`,
      `2026-11-27 20:00:00.004 error main: it broke`,
      "    at somewhere (main.js:1:1)",
    );
    expect(entries).toEqual([
      { kind: "note", at, scope: "server:main", text: "connecting → registering" },
      {
        kind: "message",
        at: at + 2,
        serverId: "main",
        isSent: true,
        start: { kind: "request", method: "OPTIONS", target: "pbx.test" },
        callId: "call-1",
        cseq: { number: 1, method: "OPTIONS" },
        branch: "z9hG4bK1OPTIONS",
        from: "1001",
        to: "600",
        toTag: null,
        event: null,
        attemptId: null,
      },
    ]);
    expect(rest).toEqual({ unread: [], lineCount: 5, hasDebug: true });
  });

  test("tells every message that cannot be read, with its line", () => {
    const { entries, unread } = parseLines(
      note(0, "sip:main", "Socket 1 is open."),
      "2026-11-27 20:00:00.001 debug engine: sip:main: #1 > REGISTER sip:pbx.test SIP/2.0 | Authorization: •••",
      "2026-11-27 20:00:00.002 debug engine: sip:main: #1 < ••• ",
    );
    expect(entries).toHaveLength(1);
    expect(unread).toEqual([
      { file: "tandem.log", line: 2, why: "noCallId" },
      { file: "tandem.log", line: 3, why: "noStartLine" },
    ]);
  });

  test("that was rotated is read from its oldest file on, whatever their order", () => {
    const [older, newer] = [note(0, "server:main", "first"), note(5_000, "server:main", "second")];
    const files = [
      { name: "tandem.log", text: newer },
      { name: "tandem.1.log", text: older },
    ];
    expect(parseLog(files, (text) => text).entries).toMatchObject([{ text: "first" }, { text: "second" }]);
  });

  test("holds nothing afterwards that moves a cursor or turns a line round", () => {
    const { entries } = parseLines(
      message(0, { mark: "<", start: "486 Busy\u001b[2J\u202E", cseq: "1 INVITE", callId: "a\u0007b" }),
    );
    expect(entries).toMatchObject([{ start: { reason: "Busy?[2J?" }, callId: "a?b" }]);
  });

  test("of a real seat loses no message by what was redacted in it", () => {
    const text = readSeatLog();
    const wires = text.split("\n").filter((line) => / debug engine: sip:\w+: #\d+ [<>] /u.test(line));
    const { entries, unread } = parseLog([{ name: "tandem.log", text }], redact);
    expect(unread).toEqual([]);
    expect(entries.filter(({ kind }) => kind === "message")).toHaveLength(wires.length);
    expect(wires.filter((line) => line.includes("Authorization: •••"))).not.toHaveLength(0);
  });
});
