/** What an administrator decides of the work after a call: its reasons, after which calls it comes, and how long it may take. */
import { z } from "zod";
import { PauseReason } from "./agent.ts";
import { textLine } from "./text-line.ts";

export const mostWrapUpReasons = 40;
const idForm = /^[A-Za-z0-9_.-]{1,32}$/u;

/** Kept with the call as it was named then, for a document may name it otherwise later. */
export const WrapUpReason = z.strictObject({
  id: z.string().regex(idForm, "1 to 32 letters, digits, -, . or _"),
  name: textLine(1, 64),
});
export type WrapUpReason = z.infer<typeof WrapUpReason>;

export const WrapUpPolicy = z
  .strictObject({
    reasons: z
      .array(WrapUpReason)
      .max(mostWrapUpReasons, `at most ${mostWrapUpReasons}`)
      .refine((reasons) => new Set(reasons.map(({ id }) => id)).size === reasons.length, "every id must differ")
      .default([])
      .describe("What may have come of a call"),
    /** `queueCalls`: those that a queue sent, or, where no header says so, that were taken while logged in to one. All three: calls that somebody talked in. */
    after: z
      .enum(["queueCalls", "incoming", "all"])
      .default("queueCalls")
      .describe("After which calls somebody talked in there is work"),
    /** The seat is paused in its queues for so long, seconds; 0: it is not. */
    timeS: z
      .number()
      .int()
      .min(0)
      .max(3_600)
      .default(0)
      .describe("How long the seat is paused in its queues after a call, s"),
    /** Whether the operator may have that time once more. */
    mayExtend: z.boolean().default(false).describe("Whether the operator may have that time once more"),
    /** The window goes on asking; it never keeps a call away. */
    isReasonNeeded: z.boolean().default(false).describe("Whether the window goes on asking for a reason"),
    /** Stands for {reason} in the code that pauses, and names the pause where it is among `pauseReasons`. */
    pauseReason: PauseReason.shape.id.optional().describe("Stands for {reason} in the code that pauses"),
  })
  .refine(({ isReasonNeeded, reasons }) => !isReasonNeeded || reasons.length > 0, {
    message: "needs reasons to choose from",
    path: ["isReasonNeeded"],
  });
export type WrapUpPolicy = z.infer<typeof WrapUpPolicy>;
