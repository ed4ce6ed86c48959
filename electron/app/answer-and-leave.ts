/** Prints an answer and ends, before any lock is taken or window opened. */
import { app } from "electron";
import { exitCodes } from "./cli.ts";
import type { Answer } from "./to-answer.ts";

export function answerAndLeave({ text, code, isForPrograms }: Answer): void {
  (code === exitCodes.ok || isForPrograms === true ? process.stdout : process.stderr).write(text);
  app.exit(code);
}
