/** Lines of a log as Tandem writes them, for tests: messages made of what they are about, and notes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLog, type ParsedLog } from "../../../electron/ladder/parse-log.ts";

/** A seat on two servers, taken from a run of Tandem's engine on two embedded PBXs with TANDEM_LOG=debug. */
export const seatLogPath = join(import.meta.dirname, "two-servers.txt");

export function readSeatLog(): string {
  return readFileSync(seatLogPath, "utf8");
}

export function parseLines(...lines: readonly string[]): ParsedLog {
  return parseLog([{ name: "tandem.log", text: `${lines.join("\n")}\n` }], (text) => text);
}

/** @param atMs after 20:00:00.000. */
export function note(atMs: number, scope: string, text: string): string {
  return `${toStamp(atMs)} info engine: ${scope}: ${text}`;
}

export type MessageOf = {
  readonly server?: string;
  /** `>` from the seat. */
  readonly mark: ">" | "<";
  /** `INVITE sip:600@pbx.test`, or `200 OK`. */
  readonly start: string;
  readonly cseq: string;
  readonly callId?: string;
  readonly branch?: string;
  readonly toTag?: string;
  readonly from?: string;
  readonly more?: readonly string[];
};

export function message(atMs: number, one: MessageOf): string {
  const { server = "main", mark, start, cseq, callId = "call-1", branch = `z9hG4bK${cseq}`, from, more = [] } = one;
  const parts = [
    /^\d/u.test(start) ? `SIP/2.0 ${start}` : `${start} SIP/2.0`,
    `Via: SIP/2.0/WSS seat.invalid;branch=${branch.replaceAll(" ", "")}`,
    `From: ${from ?? '"Anna" <sip:1001@pbx.test>;tag=a'}`,
    `To: <sip:600@pbx.test>${one.toTag === undefined ? "" : `;tag=${one.toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...more,
  ];
  return `${toStamp(atMs)} debug engine: sip:${server}: #1 ${mark} ${parts.join(" | ")}`;
}

function toStamp(atMs: number): string {
  return new Date(Date.UTC(2026, 10, 27, 20) + atMs).toISOString().replace("T", " ").replace("Z", "");
}
