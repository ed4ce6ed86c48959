/** Prints an answer and ends, before any lock is taken or window opened. */
import { app } from "electron";
import { exitCodes } from "./cli.ts";
import type { Answer } from "./to-answer.ts";

/** An answer may be longer than a pipe holds: the end waits until it was taken, or until nobody reads it any more. */
export function answerAndLeave({ text, code, isForPrograms }: Answer): void {
  const stream = code === exitCodes.ok || isForPrograms === true ? process.stdout : process.stderr;
  const leave = () => app.exit(code);
  stream.once("error", leave);
  stream.write(text, leave);
}
