/** Answering by itself, where the server asks for it and the policy allows it: after a beep and words, never in a call. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import { isOver, liveLegs, type CallRecord } from "../calls/call-record.ts";
import { note, putCall, type Turn } from "../turn.ts";
import { beginAnswer } from "./answer.ts";

/** The operator hears the beep and reads who it is before anybody hears him, ms. */
const warningMs = 2_000;

/** @returns the arriving call, to be answered by itself, or as it was. */
export function planAnswer(
  turn: Turn,
  call: CallRecord,
  answerAfterS: number | null,
  policy: FailoverPolicy,
): CallRecord {
  if (policy.autoAnswer !== "on" || answerAfterS === null || !isAlone(turn, call)) return call;
  note(turn, "info", `call:${call.id}`, "to be answered by itself");
  turn.effects.push({ type: "tone.play", tone: "attention" });
  return { ...call, atAutoAnswer: turn.at + Math.max(warningMs, answerAfterS * 1_000) };
}

/** Whatever else began meanwhile makes it a call that rings like any other. */
export function passTimeOfAutoAnswer(turn: Turn, call: CallRecord): void {
  if (call.atAutoAnswer === null) return;
  const policy = turn.state.config?.failover;
  const mayAnswer = policy?.autoAnswer === "on" && !turn.state.isDnd && isAlone(turn, call);
  const isWaiting = call.state === "ringing" && call.answering.kind === "no";
  if (mayAnswer && isWaiting && call.atAutoAnswer > turn.at) return;
  const settled = putCall(turn, { ...call, atAutoAnswer: null });
  if (mayAnswer && isWaiting && liveLegs(settled).length > 0) beginAnswer(turn, settled, policy);
}

function isAlone(turn: Turn, call: CallRecord): boolean {
  return turn.state.calls.every((other) => other.id === call.id || isOver(other));
}
