/** The flags that only print: what they print, and the exit code. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { exitCodes, usage, type CheckConfigWish, type CliWish, type LadderWish } from "./cli.ts";

export type Answer = {
  readonly text: string;
  readonly code: number;
  /** A program reads it, good or not. */
  readonly isForPrograms?: boolean;
};

type Verdict = { readonly isGood: boolean; readonly line: string };

export type AnswerNeeds = {
  readonly version: string;
  readonly checkConfig: (wish: CheckConfigWish) => { readonly isGood: boolean; readonly text: string };
  readonly unsealRecording: (file: string, keyFile: string) => Verdict;
  readonly makeRoster: (wish: Extract<CliWish, { kind: "roster" }>) => Verdict;
  readonly drawLadder: (wish: LadderWish) => Verdict;
};

export function toAnswer(
  wish: Exclude<CliWish, { readonly kind: "run" | "diagnose" }>,
  { version, checkConfig, unsealRecording, makeRoster, drawLadder }: AnswerNeeds,
): Answer {
  switch (wish.kind) {
    case "help":
      return { text: usage, code: exitCodes.ok };
    case "version":
      return { text: `${version}\n`, code: exitCodes.ok };
    case "checkConfig": {
      const { isGood, text } = checkConfig(wish);
      const code = isGood ? exitCodes.ok : exitCodes.noConfiguration;
      return { text: `${text}\n`, code, isForPrograms: wish.format === "json" };
    }
    case "unsealRecording": {
      const { isGood, line } = unsealRecording(wish.file, wish.keyFile);
      return { text: `${line}\n`, code: isGood ? exitCodes.ok : exitCodes.error };
    }
    case "roster": {
      const { isGood, line } = makeRoster(wish);
      return { text: `${line}\n`, code: isGood ? exitCodes.ok : exitCodes.error };
    }
    case "ladder": {
      const { isGood, line } = drawLadder(wish);
      return { text: `${line}\n`, code: isGood ? exitCodes.ok : exitCodes.error };
    }
    case "usage":
      return { text: `${wish.problem}\n\n${usage}`, code: exitCodes.usage };
    default:
      return assertNever(wish);
  }
}
