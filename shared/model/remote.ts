/** The other side of a call, as far as it shows itself. */
import { z } from "zod";

export const Remote = z.strictObject({ number: z.string().nullable(), name: z.string().nullable() });
export type Remote = z.infer<typeof Remote>;
