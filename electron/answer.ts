/** Composition root of the flags that only print: what each of them asks, before any lock is taken or window opened. */
import { app } from "electron";
import { silentLog } from "../shared/lib/log.ts";
import { answerAndLeave } from "./app/answer-and-leave.ts";
import type { CheckConfigWish, CliWish, LadderWish } from "./app/cli.ts";
import { findFolders } from "./app/settle-folders.ts";
import { toAnswer } from "./app/to-answer.ts";
import { answerLadder } from "./ladder/answer-ladder.ts";
import { redact } from "./logging/redact.ts";
import { unsealRecording } from "./recordings/unseal-recording.ts";
import { answerRoster } from "./roster/answer-roster.ts";
import { checkConfig } from "./settings/check-config.ts";
import type { Sources } from "./settings/open-sources.ts";

export function answer(wish: Exclude<CliWish, { readonly kind: "run" | "diagnose" }>, sources: Sources): void {
  const check = ({ policyFile, userDataFolder, format }: CheckConfigWish) =>
    checkConfig({ ...sources(policyFile, silentLog), userDataFolder: findFolders(userDataFolder).data }, format);
  const drawLadder = (order: LadderWish) => answerLadder(order, redact);
  const answers = { checkConfig: check, unsealRecording, makeRoster: answerRoster, drawLadder };
  answerAndLeave(toAnswer(wish, { version: app.getVersion(), ...answers }));
}
