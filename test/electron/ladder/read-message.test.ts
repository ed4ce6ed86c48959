import { describe, expect, test } from "vitest";
import { readMessage } from "../../../electron/ladder/read-message.ts";

const headers = "Via: SIP/2.0/WSS seat.invalid;branch=z9hG4bK1 | Call-ID: abc | CSeq: 7 INVITE";

describe("a message on one line", () => {
  test("is read as a request with whom it is from and to", () => {
    const line = `INVITE sip:600@pbx.test SIP/2.0 | ${headers} | From: "Anna" <sip:1001@pbx.test>;tag=a | To: <sip:600@pbx.test> | X-Call-Attempt-ID: 9f`;
    expect(readMessage(line)).toEqual({
      ok: true,
      value: {
        start: { kind: "request", method: "INVITE", target: "600" },
        callId: "abc",
        cseq: { number: 7, method: "INVITE" },
        branch: "z9hG4bK1",
        from: "1001",
        to: "600",
        toTag: null,
        event: null,
        attemptId: "9f",
      },
    });
  });

  test("is read as a response, its headers by their short names too", () => {
    const line =
      "SIP/2.0 180 Ringing | v: SIP/2.0/WS a.invalid;branch=z9hG4bK2 | f: sip:1001@pbx.test;tag=a | t: <sip:600@pbx.test;transport=ws>;tag=b | i: abc | CSeq: 7 INVITE | o: dialog;id=1";
    expect(readMessage(line)).toEqual({
      ok: true,
      value: {
        start: { kind: "response", code: 180, reason: "Ringing" },
        callId: "abc",
        cseq: { number: 7, method: "INVITE" },
        branch: "z9hG4bK2",
        from: "1001",
        to: "600",
        toTag: "b",
        event: "dialog",
        attemptId: null,
      },
    });
  });

  test.each([
    ["a name that looks like a header", `From: "x | Call-ID: forged | CSeq: 1 BYE" <sip:1@a> | ${headers}`],
    ["a body that holds a message", `${headers} | SIP/2.0 200 OK | Call-ID: other | CSeq: 9 BYE`],
  ])("is not misled by %s", (_, rest) => {
    const read = readMessage(`NOTIFY sip:1001@seat.invalid SIP/2.0 | ${rest}`);
    expect(read).toMatchObject({ value: { callId: "abc", cseq: { number: 7, method: "INVITE" } } });
  });

  test.each([
    ["anna", "sip:anna:secret@pbx.test"],
    ["+81 3", "<sip:%2B81%203@pbx.test;user=phone>"],
    ["50%", "<sip:50%@pbx.test>"],
    ["pbx.test", "<sip:pbx.test>"],
    ["110", "<tel:110;phone-context=x>"],
    ["", "•••"],
  ])("is from %s when it says %s, and no password is taken along", (from, said) => {
    expect(readMessage(`BYE sip:a@b SIP/2.0 | ${headers} | From: ${said}`)).toMatchObject({ value: { from } });
  });

  test.each([
    ["noStartLine", `HELLO | ${headers}`],
    ["noStartLine", ""],
    ["noCallId", "BYE sip:a@b SIP/2.0 | CSeq: 1 BYE"],
    ["noCseq", "BYE sip:a@b SIP/2.0 | Call-ID: a | CSeq: one BYE"],
  ])("is told as %s when it is %j", (failure, line) => {
    expect(readMessage(line)).toEqual({ ok: false, failure });
  });
});
