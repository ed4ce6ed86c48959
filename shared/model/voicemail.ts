/** Messages that wait in the mailboxes, one mailbox a server; the lamp is lit by any of them. */
import { z } from "zod";
import { ServerId } from "./ids.ts";
import { EpochMs } from "./time.ts";

export const VoicemailOnServer = z.strictObject({
  serverId: ServerId,
  /** What is dialled to listen there. */
  number: z.string().nullable(),
  /** `untold`: it never told. `stale`: it told, and cannot be asked any more. */
  state: z.enum(["untold", "told", "stale"]),
  waiting: z.boolean(),
  /** New and heard messages; a server may say only that there are some. */
  fresh: z.number().int().nonnegative(),
  old: z.number().int().nonnegative(),
  atTold: EpochMs.nullable(),
});
export type VoicemailOnServer = z.infer<typeof VoicemailOnServer>;

export const Voicemail = z.strictObject({
  waiting: z.boolean(),
  /** Over all servers, those included that cannot be asked any more. */
  fresh: z.number().int().nonnegative(),
  servers: z.array(VoicemailOnServer),
});
export type Voicemail = z.infer<typeof Voicemail>;
