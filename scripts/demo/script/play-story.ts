/** Plays the steps of a story one after the other, each within its limit; after one that fails the rest is not reached. */
import { toErrorText } from "../../../shared/lib/error-text.ts";

export type Step<Stage> = {
  readonly name: string;
  readonly limitMs: number;
  /** @returns what was seen, in a line; throws an Error that says what was expected and what was seen. */
  readonly play: (stage: Stage) => Promise<string>;
};

export type StepResult = {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
};

export type StoryParts<Stage> = {
  readonly stage: Stage;
  readonly steps: readonly Step<Stage>[];
  /** Of the whole story, ms: no step may go beyond it. */
  readonly limitMs: number;
  /** What is there at this moment, for a step that ran out of time. */
  readonly describe: (stage: Stage) => string;
  readonly onResult: (result: StepResult) => void;
  /** Resolves when somebody wants it to end. */
  readonly stopped: Promise<void>;
};

/** @returns whether every step held. */
export async function playStory<Stage>(parts: StoryParts<Stage>): Promise<boolean> {
  const { stage, steps, onResult } = parts;
  const atEnd = performance.now() + parts.limitMs;
  let failed: string | null = null;
  for (const { name, limitMs, play } of steps) {
    if (failed !== null) {
      onResult({ step: name, ok: false, ms: 0, detail: `not reached: ${failed} failed` });
      continue;
    }
    const atStart = performance.now();
    const allowedMs = Math.max(0, Math.min(limitMs, atEnd - atStart));
    const result = await race(play(stage), allowedMs, parts);
    const ms = Math.round(performance.now() - atStart);
    if (!result.ok) failed = name;
    onResult({ step: name, ...result, ms });
  }
  return failed === null;
}

type Outcome = { readonly ok: boolean; readonly detail: string };

async function race<Stage>(played: Promise<string>, limitMs: number, parts: StoryParts<Stage>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => {
      const detail = `expected the step to end within ${Math.round(limitMs)} ms; saw ${parts.describe(parts.stage)}`;
      resolve({ ok: false, detail });
    }, limitMs);
  });
  const ended = played.then(
    (detail): Outcome => ({ ok: true, detail }),
    (error: unknown): Outcome => ({ ok: false, detail: toErrorText(error) }),
  );
  const stopped = parts.stopped.then((): Outcome => ({ ok: false, detail: "stopped before it ended" }));
  const outcome = await Promise.race([ended, late, stopped]);
  clearTimeout(timer);
  return outcome;
}
