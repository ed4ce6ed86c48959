/** What a document that came by a link says about newer ones of itself, and what a computer's policy says about such documents. */
import { z } from "zod";
import { longestLink, readEnrolmentLink } from "./enrolment-link.ts";

const isLink = (link: string): boolean => readEnrolmentLink(link).ok;
const wholeAddress = "must be a whole https:// address";

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
    .refine(isLink, wholeAddress)
    .optional()
    .describe("Where the next one lies, when the link that brought this one serves once"),
});

/** A name or an address, in small letters, with its port where that is not 443; as an origin says it. */
const hostForm = /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[1-9]\d{0,4})?$/u;

/** Only a policy of the whole computer says this: whoever brings a document must not say which documents are taken. */
export const ComputerProvisioning = z.strictObject({
  hosts: z
    .array(
      z
        .string()
        .max(256)
        .regex(hostForm, "must be a host in small letters, with its port where that is not 443: it.example.com:8443"),
    )
    .max(16)
    .optional()
    .describe("The only hosts that a link may lead to"),
  signedBy: z
    .string()
    .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u, "must be the 44 characters of base64 of an Ed25519 public key")
    .optional()
    .describe("The Ed25519 public key that every document behind a link must be signed by"),
  signIn: z
    .string()
    .max(longestLink)
    .refine((link) => isLink(link) && !link.includes("#"), `${wholeAddress}, without a token`)
    .optional()
    .describe("Where an operator of a shared computer signs in by name and password"),
  signInLasts: z
    .enum(["untilSignOut", "untilQuit"])
    .default("untilSignOut")
    .describe("Until when an operator is signed in: until he signs out, or until Tandem ends in any way"),
  wipe: z.enum(["everything", "secrets"]).default("everything").describe("What is erased of an operator who signs out"),
  proxy: z
    .string()
    .max(256)
    .regex(
      /^(?:system|none|http:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:[1-9]\d{0,4})$/u,
      'must be "system", "none" or http://host:port',
    )
    .default("system")
    .describe("The HTTP proxy that documents behind a link are fetched through"),
});
export type ComputerProvisioning = z.infer<typeof ComputerProvisioning>;

export const anyProvisioning: ComputerProvisioning = ComputerProvisioning.parse({});
