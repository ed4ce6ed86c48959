/** The other side of a call: as far as it shows itself, and whom main knows it to be. */
import { z } from "zod";
import { KnownParty } from "./contact.ts";

export const Remote = z.strictObject({
  number: z.string().nullable(),
  /** What the network said. */
  name: z.string().nullable(),
  /** Whom a contact or the directory has with this number; main alone writes it, and it goes before `name`. */
  known: KnownParty.optional(),
});
export type Remote = z.infer<typeof Remote>;
