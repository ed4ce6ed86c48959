/** Why a Command was not accepted: a closed union, each with a sentence a person can act on. */
import { z } from "zod";

export const CommandFailureKind = z.enum([
  "malformed",
  "badTarget",
  "notAllowed",
  "noSuchCall",
  "noSuchServer",
  "noSuchQueue",
  "notNow",
  "rateLimited",
  "engineLost",
  "notSaved",
  "noHistory",
  "noContacts",
  "badFile",
  "noRecording",
]);
export type CommandFailureKind = z.infer<typeof CommandFailureKind>;

export const CommandFailure = z.strictObject({ kind: CommandFailureKind, message: z.string().min(1) });
export type CommandFailure = z.infer<typeof CommandFailure>;
