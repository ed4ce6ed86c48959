import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { answerLadder } from "../../../electron/ladder/answer-ladder.ts";
import { redact } from "../../../electron/logging/redact.ts";
import { useOwnFolder } from "../own-folder.ts";
import { message, note, seatLogPath } from "./log-of.ts";

const folder = useOwnFolder("ladder");

function answer(lines: readonly string[], more: { readonly call?: string; readonly out?: string } = {}) {
  const log = folder.inside("tandem.log");
  writeFileSync(log, lines.join("\n"));
  return answerLadder({ log, call: null, probes: false, out: null, ...more }, redact);
}

describe("--ladder", () => {
  test("prints the ladder of a real log", () => {
    const { isGood, line } = answerLadder({ log: seatLogPath, call: "603", probes: false, out: null }, redact);
    expect(isGood).toBe(true);
    expect(line).toMatch(/^20:59:26\.300 +1  \|-{27}\+-- INVITE 603 -+>\|  1 INVITE +7c5l2fu3jp$/mu);
  });

  test("writes a page for its owner alone, whole or not at all, and says so in a line", () => {
    const out = folder.inside("ladder.html");
    const order = { log: seatLogPath, call: null, probes: true, out };
    expect(answerLadder(order, redact)).toEqual({ isGood: true, line: `ok: 71 messages read, 7 sections in ${out}` });
    expect(readFileSync(out, "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\n$/u);
    if (process.platform !== "win32") expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path())).toEqual(["ladder.html"]);
  });

  test("tells where a page cannot be written", () => {
    const out = folder.inside("gone/ladder.html");
    const told = answerLadder({ log: seatLogPath, call: null, probes: false, out }, redact);
    expect(told).toEqual({
      isGood: false,
      line: expect.stringMatching(/ladder\.html: it could not be written: ENOENT/u),
    });
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [
      "was written without the messages, and how to get them",
      [note(0, "server:main", "connecting → registering")],
      /^.*tandem\.log: no SIP message is in it: it was written without TANDEM_LOG=debug, .* Start Tandem with the environment variable TANDEM_LOG=debug, let it happen again, and name the log of that start\.$/u,
    ],
    [
      "holds none although it might",
      ["2026-11-27 20:00:00.000 debug main: nothing to do"],
      /it was written with TANDEM_LOG=debug, and Tandem neither sent nor received anything meanwhile/u,
    ],
    ["is none of Tandem's", ["Nov 27 20:00:00 host kernel: up"], /no line begins as those of Tandem's log do/u],
    ["is empty", [], /no line begins as those of Tandem's log do/u],
    [
      "holds messages that cannot be read, all of them",
      ["2026-11-27 20:00:00.000 debug engine: sip:main: #1 < •••"],
      /no SIP message is in it[^]*\n1 message could not be read/u,
    ],
  ])("says that a log %s", (_, lines, sentence) => {
    expect(answer(lines)).toEqual({ isGood: false, line: expect.stringMatching(sentence) });
  });

  test("names the calls there are where none is the one", () => {
    const invite = { mark: ">", start: "INVITE sip:600@pbx.test", cseq: "1 INVITE" } as const;
    const { isGood, line } = answer([message(0, invite)], { call: "999" });
    expect([isGood, line.split("\n").slice(1)]).toEqual([false, ["  Call to 600, Call-ID call-1"]]);
    expect(line).toContain('no call has "999" in its Call-ID or number. These are in it:');
    const register = { mark: ">", start: "REGISTER sip:pbx.test", cseq: "1 REGISTER" } as const;
    expect(answer([message(0, register)], { call: "999" }).line).toContain("no call is in it at all");
  });

  test("hides what a log that others made still holds", () => {
    const told = note(0, "server:main", "refused: password=hunter2secret");
    const busy = { mark: "<", start: "486 token=hunter2secret", cseq: "1 REGISTER" } as const;
    const { isGood, line } = answer([told, message(1, busy)]);
    expect([isGood, line.includes("hunter2secret"), line.includes("•••")]).toEqual([true, false, true]);
  });
});
