/** How giving a call away to somebody else goes, in the words of REFER and its NOTIFYs (RFC 3515). */
import { z } from "zod";
import { CallId } from "./ids.ts";
import { Remote } from "./remote.ts";

/**
 *  asked → trying → ringing → (the call ends: transferred)
 *     └───────┴────────┴→ failed → (forgotten after a while; the call goes on where its server still has it)
 */
export const TransferState = z.enum(["asked", "trying", "ringing", "failed"]);
export type TransferState = z.infer<typeof TransferState>;

export const Transfer = z.strictObject({
  kind: z.enum(["blind", "attended", "park"]),
  state: TransferState,
  to: Remote,
  /** The call it is joined with, where that was asked for. */
  toCallId: CallId.nullable(),
  /** Why it failed: a final SIP code, or null where the server fell silent. */
  code: z.number().int().nullable(),
});
export type Transfer = z.infer<typeof Transfer>;
