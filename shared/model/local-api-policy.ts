/** What an administrator decides of the local API: whether, for whom, and how often. */
import { z } from "zod";

export const LocalApiPolicy = z.strictObject({
  enabled: z.boolean().default(false).describe("Whether programs of this computer may drive Tandem"),
  /** 0: any free port. */
  port: z.number().int().min(0).max(65_535).default(0).describe("The port of the local API; 0: any free one"),
  /** Web origins that may call it, besides programs that send no Origin. */
  origins: z
    .array(z.string().regex(/^https?:\/\/[^\s/]+$/, "an origin such as https://crm.example.com, without a path"))
    .max(16)
    .default([])
    .describe("Web pages that may call the local API"),
  commandsPerMinute: z
    .number()
    .int()
    .min(1)
    .max(6_000)
    .default(600)
    .describe("Most commands of the local API in a minute"),
  dialsPerMinute: z.number().int().min(1).max(600).default(30).describe("Most dials of the local API in a minute"),
});
