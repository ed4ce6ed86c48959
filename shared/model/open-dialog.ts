/** What a BYE needs to know of a confirmed dialog (RFC 3261 §12), so that an engine's successor can end what it left. */
import { z } from "zod";
import { ServerId } from "./ids.ts";

export const OpenDialog = z.strictObject({
  serverId: ServerId,
  /** The SIP Call-ID. */
  callId: z.string().min(1),
  localTag: z.string(),
  remoteTag: z.string(),
  localUri: z.string(),
  remoteUri: z.string(),
  remoteTarget: z.string(),
  routeSet: z.array(z.string()),
  /** Of our last request in the dialog when this was written; later ones may have followed. */
  cseq: z.number().int().nonnegative(),
});
export type OpenDialog = z.infer<typeof OpenDialog>;
