// The provider: rings an operator through one server as a caller from outside, and tells what became of the call.
import { randomUUID } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AsteriskServer } from "./asterisk-server.ts";

/** Asterisk's word for how a Dial ended; CANCEL is a caller who gave up. */
export type DialStatus = "ANSWER" | "BUSY" | "NOANSWER" | "CANCEL" | "CONGESTION" | "CHANUNAVAIL";

export type IncomingOptions = {
  server: AsteriskServer;
  to: string;
  /** "" is a withheld number. */
  fromNumber: string;
  fromName?: string;
  /** How long the provider rings before it moves on; default 20. */
  timeoutS?: number;
  /** Put on the INVITE, for example X-Call-UUID with the same value on both servers. */
  header?: { name: string; value: string };
  /** A ringing that stops before its time is told as answered elsewhere (RFC 3326), as an edge does that forks. */
  isForked?: boolean;
  /** What the caller plays once answered: a 1004 Hz tone (default), or what the operator says. */
  audio?: "tone" | "echo";
};

export type IncomingCall = {
  id: string;
  /** Null while it rings; ANSWER from the moment it is answered. */
  status: () => Promise<DialStatus | null>;
  /** Waits until the call is answered or over; null when neither happened in time. */
  whenDecided: (timeoutMs: number) => Promise<DialStatus | null>;
  /**
   * The cause (Q.850) with which the dialplan went on behind the Dial, where a real one has its voicemail and counts a missed
   * call; null when it never came there: the call was answered, or cancelled.
   */
  unansweredCause: () => Promise<number | null>;
  /** True once both sides have hung up or the ringing ended. */
  isFinished: () => Promise<boolean>;
  /** The caller gives up, or hangs up; one who has only just begun is waited for. */
  hangUp: () => Promise<void>;
};

/** From the order to the INVITE on a busy machine, ms. */
const longestToOfferMs = 10_000;

/** Starts the call and returns at once. A frozen server begins it when it thaws. */
export function placeIncoming(options: IncomingOptions): IncomingCall {
  const { server } = options;
  const id = randomUUID();
  const timeoutS = options.timeoutS ?? 20;
  const variables = {
    CALL_KEY: id,
    CALL_TO: options.to,
    CALL_TIMEOUT_S: String(timeoutS),
    CALL_DIAL_FLAGS: options.isForked === true ? "c" : "",
    CALL_FROM_NUMBER: options.fromNumber,
    CALL_FROM_NAME: options.fromName ?? "",
    CALL_HEADER_NAME: options.header?.name ?? "",
    CALL_HEADER_VALUE: options.header?.value ?? "",
  };
  const lines = [
    "Channel: Local/ring@provider/n",
    "Context: provider",
    `Extension: ${options.audio ?? "tone"}`,
    "Priority: 1",
    `WaitTime: ${timeoutS + 5}`,
    ...Object.entries(variables).map(([name, value]) => `Setvar: __${name}=${value}`),
  ];
  const draft = join(server.folder, "spool", "tmp", id);
  writeFileSync(draft, `${lines.join("\n")}\n`);
  renameSync(draft, join(server.folder, "spool", "outgoing", id));

  const linesOfCall = () => server.callsLog().filter((line) => line.key === id);
  const status = async (): Promise<DialStatus | null> => {
    const known = linesOfCall();
    if (known.some((line) => line.event === "taken")) return "ANSWER";
    const finished = known.find((line) => line.event === "finished");
    if (finished === undefined) return null;
    return finished.detail === "" ? "CANCEL" : (finished.detail as DialStatus);
  };
  return {
    id,
    status,
    whenDecided: async (timeoutMs) => {
      const until = performance.now() + timeoutMs;
      while (performance.now() < until) {
        const decided = await status();
        if (decided !== null) return decided;
        await sleep(20);
      }
      return null;
    },
    unansweredCause: async () => {
      const line = linesOfCall().find(({ event }) => event === "unanswered");
      return line === undefined ? null : Number(line.detail);
    },
    isFinished: async () => linesOfCall().some((line) => line.event === "finished"),
    hangUp: async () => {
      const until = performance.now() + longestToOfferMs;
      while (performance.now() < until) {
        const known = linesOfCall();
        const offered = known.find((line) => line.event === "offered");
        if (offered !== undefined) await server.cli(`channel request hangup ${offered.channel}`);
        if (offered !== undefined || known.some((line) => line.event === "finished")) return;
        await sleep(20);
      }
    },
  };
}
