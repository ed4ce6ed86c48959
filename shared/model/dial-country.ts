/** One number, two spellings: as the country dials it (03 1234) and as the world does (+81 3 1234). */
import { z } from "zod";

export const DialCountry = z.strictObject({
  /** Country calling code (ITU-T E.164), without the plus. */
  code: z.string().regex(/^[1-9][0-9]{0,2}$/, "1 to 3 digits of a country calling code, such as 81"),
  /** What stands before a number within the country; empty where nothing does. */
  trunkPrefix: z
    .string()
    .regex(/^[0-9]{0,3}$/, "at most 3 digits, such as 0")
    .default("0"),
});
export type DialCountry = z.infer<typeof DialCountry>;
