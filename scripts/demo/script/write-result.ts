/** One line for one step of the story: an object for programs, or words for people. */
import type { StepResult } from "./play-story.ts";

export function writeResult({ step, ok, ms, detail }: StepResult, isJson: boolean): string {
  if (isJson) return JSON.stringify({ step, ok, ms, detail: toOneLine(detail) });
  return `${ok ? "ok  " : "FAIL"}  ${step.padEnd(18)}${`${ms} ms`.padStart(9)}  ${toOneLine(detail)}`;
}

function toOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").trim();
}
