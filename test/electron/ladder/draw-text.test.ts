import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildLadder } from "../../../electron/ladder/build-ladder.ts";
import { drawText } from "../../../electron/ladder/draw-text.ts";
import { message, note, parseLines } from "./log-of.ts";

function draw(...lines: readonly string[]): string {
  const { entries, unread } = parseLines(...lines);
  const ladder = buildLadder(entries, { call: null, probes: false });
  return ladder.ok ? drawText(ladder.value, unread, "tandem.log") : "";
}

const dayMs = 24 * 60 * 60 * 1_000;

describe("a ladder as text", () => {
  test("has a lifeline for each server, arrows in the direction of the message, notes between, and words for its marks", () => {
    const invite = { mark: ">", start: "INVITE sip:600@pbx.test", cseq: "1 INVITE", callId: "u19cb15bd1bqak" } as const;
    const rejected = { server: "backup", callId: "7c5l2fu3jp", branch: "z9hG4bK2", cseq: "1 INVITE" };
    const more = ["X-Call-Attempt-ID: 9f"];
    expect(
      draw(
        message(0, { ...invite, more }),
        note(958, "server:main", "ready → doubtful: Main is not answering."),
        message(1_000, { ...rejected, mark: ">", start: "INVITE sip:600@pbx.test", more }),
        message(1_012, { ...rejected, mark: "<", start: "486 Busy Here and there and everywhere" }),
        message(2_000, { mark: ">", start: "OPTIONS sip:pbx.test", cseq: "1 OPTIONS", callId: "probe" }),
        "2026-11-27 20:00:03.000 debug engine: sip:main: #1 < •••",
      ),
    ).toBe(
      `tandem.log
The log holds 4 messages with main, backup, from 2026-11-27 20:00:00.000 to 20:00:02.000 by that computer's clock.
1 message could not be read and stand nowhere here: tandem.log line 6 (it begins neither as a request nor as a response).

== 2026-11-27 20:00:00.000 Call to 600: not answered: 486 Busy Here and there and everywhere after 1012 ms
Call-ID u19cb15bd1bqak (main), 7c5l2fu3jp (backup)
time              +ms  seat                     main                      backup  CSeq             Call-ID
20:00:00.000           |-- INVITE 600 ------------>|                           |  1 INVITE         u19cb15bd1  no answer
20:00:00.958      958  * main: ready → doubtful: Main is not answering.
20:00:01.000       42  |---------------------------+-- INVITE 600 ------------>|  1 INVITE         7c5l2fu3jp
20:00:01.012       12  |<--------------------------+--- 486 Busy Here and t.. -|  1 INVITE         7c5l2fu3jp

== Probes (OPTIONS); every one of them: --probes
main: 1 sent, 0 answered; no answer to those of 20:00:02.000

no answer: nothing in the log answers this request`,
    );
  });

  test("names the day where a new one begins", () => {
    const text = draw(
      note(0, "server:main", "ready"),
      message(dayMs, { mark: ">", start: "REGISTER sip:a", cseq: "1 REGISTER" }),
    );
    expect(text).toMatch(/ \* main: ready\n2026-11-28\n20:00:00\.000 86400000 /u);
  });

  test("is nothing but letters and line ends, whatever the log holds", () => {
    const letter = fc.constantFrom(
      ...Array.from("aZ09 |:;<>\"'\\éж日😀\u0000\u0007\u001B\u009B\u200F\u202E\u2028\uFEFF"),
      "\uD83D",
      "\r",
    );
    const wild = fc.string({ unit: letter, maxLength: 40 });
    fc.assert(
      fc.property(wild, wild, wild, (reason, callId, text) => {
        const drawn = draw(
          message(0, { mark: "<", start: `486 ${reason}`, cseq: "1 INVITE", callId: `a${callId}` }),
          message(1, { mark: "<", start: "200 OK", cseq: "1 BYE" }),
          note(2, "call:1", text),
        );
        const strange = drawn.replaceAll("\n", "").match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu);
        expect(strange).toBe(null);
      }),
      { numRuns: 100 },
    );
  });
});
