/** `npm run demo -- --script`: two servers, the app without a display, the nine steps of the story, and a clean field. */
import { startPair } from "../start-pair.ts";
import { callBackup, callPrimary, freeze, register, thawAndFailback } from "./dialling-steps.ts";
import { incomingMerged, killInCall, rescue, returnAndFailback } from "./outage-steps.ts";
import { playStory, type StepResult } from "./play-story.ts";
import { createStage } from "./stage.ts";

export const storySteps = [
  register,
  callPrimary,
  freeze,
  callBackup,
  thawAndFailback,
  killInCall,
  rescue,
  returnAndFailback,
  incomingMerged,
] as const;

/** Launch and clean-up included, the whole stays under 90 s. */
const storyLimitMs = 82_000;
const failbackAfterMs = 1_000;
const shownLogLines = 60;

/** @param stopped resolves when somebody wants it to end. @returns whether every step held. */
export async function playScript(onResult: (result: StepResult) => void, stopped: Promise<void>): Promise<boolean> {
  const pair = await startPair();
  const stage = createStage(pair, failbackAfterMs);
  let log = (): string => "";
  try {
    const held = await playStory({
      stage,
      steps: storySteps,
      limitMs: storyLimitMs,
      describe: stage.describe,
      onResult(result) {
        if (result.step === "register" && result.ok) log = stage.app().log;
        onResult(result);
      },
      stopped,
    });
    if (!held) process.stderr.write(`${log().split("\n").slice(-shownLogLines).join("\n")}\n`);
    return held;
  } finally {
    await stage.leave();
    await pair.stop();
  }
}
