import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildLadder } from "../../../electron/ladder/build-ladder.ts";
import { drawPage } from "../../../electron/ladder/draw-page.ts";
import { pageStyle } from "../../../electron/ladder/page-style.ts";
import { message, note, parseLines } from "./log-of.ts";

function draw(lines: readonly string[], source = "tandem.log"): string {
  const { entries, unread } = parseLines(...lines);
  const ladder = buildLadder(entries, { call: null, probes: false });
  return ladder.ok ? drawPage(ladder.value, unread, source) : "";
}

/** Every tag of a page, with its attributes but without their values. */
function tagsOf(page: string): ReadonlySet<string> {
  const tags = page.replace(pageStyle, "").match(/<[^>]*>/gu) ?? [];
  return new Set(tags.map((tag) => tag.replaceAll(/="[^"]*"/gu, "")));
}

/** With each text that a log may bring, and everything a page may be made of. */
function linesWith(text: string): string[] {
  const inName = `"${text.replaceAll(/["\\\r\n]/gu, "")}" <sip:1001@pbx.test>;tag=a`;
  return [
    message(0, { mark: ">", start: "INVITE sip:600@pbx.test", cseq: "1 INVITE", callId: `a${text}` }),
    message(1, { mark: "<", start: `486 ${text}`, cseq: "1 INVITE", callId: `a${text}`, from: inName }),
    note(2, "server:main", text),
    message(3, {
      mark: "<",
      start: "200 OK",
      cseq: "1 SUBSCRIBE",
      from: `<sip:${text}@pbx>`,
      more: [`Event: ${text}`],
    }),
    message(4, { mark: ">", start: "OPTIONS sip:pbx.test", cseq: "1 OPTIONS", callId: "probe" }),
    note(5, "call:1", text),
    "2026-11-27 20:00:03.000 debug engine: sip:main: #1 < •••",
  ];
}

const plainTags = tagsOf(draw(linesWith("x")));

describe("a ladder as a page", () => {
  test("holds no markup but its own, whatever the log and its name hold", () => {
    const markup = fc.constantFrom(
      "<script>alert(1)</script>",
      '"><img src=x onerror=alert(1)>',
      "</style><svg/onload=1>",
      "&lt;b&gt;",
      "<!--",
      "]]>",
      "'",
    );
    const text = fc
      .array(fc.oneof(markup, fc.string({ maxLength: 12 })), { maxLength: 4 })
      .map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, text, (inLog, source) => {
        const page = draw(linesWith(inLog), source);
        expect([...tagsOf(page)].filter((tag) => !plainTags.has(tag))).toEqual([]);
        expect(page.replace(pageStyle, "").replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, "")).not.toContain("&");
      }),
      { numRuns: 100 },
    );
  });

  test("shows the letters that were there", () => {
    const page = draw([message(0, { mark: "<", start: '486 <Busy> & "gone"', cseq: "1 INVITE" })]);
    expect(page).toContain(">486 &lt;Busy&gt; &amp; &quot;gone&quot;</text>");
    expect(page).toContain('aria-label="main to seat: 486 &lt;Busy&gt; &amp; &quot;gone&quot;"');
  });

  test("needs nothing from anywhere, and lets nothing run", () => {
    const page = draw(linesWith("x"));
    expect(page).toMatch(/content="default-src 'none'; style-src 'sha256-[\w+/]{43}='"/u);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bon\w+=|\bstyle=|\b(?:src|href)="(?!#)|url\(|@import/u);
  });
});
