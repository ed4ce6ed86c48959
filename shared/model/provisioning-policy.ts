/** What a document that came by a link says about newer ones of itself. */
import { z } from "zod";
import { longestLink, readEnrolmentLink } from "./enrolment-link.ts";

export const ProvisioningPolicy = z.strictObject({
  /** How often a newer document is looked for, besides at each start. */
  refreshHours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .default(12)
    .describe("How often a newer document is looked for, hours"),
  /** Where, when the link that brought this one serves once. It leads to the same host. */
  link: z
    .string()
    .max(longestLink)
    .refine((link) => readEnrolmentLink(link).ok, "must be a whole https:// address")
    .optional()
    .describe("Where the next one lies, when the link that brought this one serves once"),
});
