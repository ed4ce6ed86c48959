/** What an administrator decides of newer versions: where they come from, who gets them, and when they may be installed. */
import { z } from "zod";
import { readShift } from "./shift.ts";

const base64Of32Octets = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

const plainHttps = /^https:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:\/[^\s?#@\\]*)?$/;

export const UpdatePolicy = z.strictObject({
  enabled: z.boolean().default(true).describe("Whether newer versions are looked for, where url says where"),
  /** A folder; each ring is a folder in it. */
  url: z
    .string()
    .max(512)
    .regex(plainHttps, "must be a whole https:// address, without user, query or #")
    .optional()
    .describe("The update server: an https address of a folder; without one nothing is looked for"),
  ring: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "1 to 32 of a-z 0-9 -")
    .default("all")
    .describe("Which ring the seat is in: the folder below url that holds its newest version"),
  percentage: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(100)
    .describe("How many of the ring's seats take a new version, per cent; 0: none"),
  shifts: z
    .array(
      z
        .string()
        .refine((text) => readShift(text) !== null, "a time such as mon-fri 08:00-18:00, or 08:00-18:00 for every day"),
    )
    .max(21)
    .default([])
    .describe("When operators work, such as mon-fri 08:00-18:00; nothing is installed then"),
  publicKey: z
    .string()
    .regex(base64Of32Octets, "a raw Ed25519 public key: 32 octets in base64")
    .optional()
    .describe("The Ed25519 key whose signature a list of versions must have; base64"),
  publishers: z
    .array(z.string().min(1).max(256))
    .max(4)
    .default([])
    .describe("Whom the Windows signature of an installer must name, such as CN=Example, O=Example, C=JP"),
});
export type UpdatePolicy = z.infer<typeof UpdatePolicy>;
