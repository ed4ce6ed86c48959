/** A phone that was set up by a link: what the link offered, what is remembered of it, and what a later look there came to. */
import { z } from "zod";
import { LinkTrouble } from "./enrolment-link.ts";
import { ServerRole } from "./server.ts";
import { CertificateDoubt } from "./server-check.ts";
import { EpochMs } from "./time.ts";

/** Why no document came. */
export const FetchTrouble = z.discriminatedUnion("kind", [
  z.strictObject({ kind: LinkTrouble }),
  z.strictObject({ kind: z.literal("unknownName") }),
  /** Nobody listens there, there is no way there, or the connection broke before an answer. */
  z.strictObject({ kind: z.literal("unreachable") }),
  z.strictObject({ kind: z.literal("tooSlow") }),
  /** `issuer`: who vouches for the certificate, as it says itself; nothing was sent. */
  z.strictObject({ kind: z.literal("untrusted"), doubt: CertificateDoubt, issuer: z.string().max(128) }),
  /** The policy of this computer names the hosts that may be asked, and this is none of them; nothing was sent. */
  z.strictObject({ kind: z.literal("otherHost"), host: z.string().max(300) }),
  /** The policy of this computer wants it signed, and it is not, or by somebody else. */
  z.strictObject({ kind: z.literal("unsigned") }),
  /** The proxy of this network is away, or lets nobody through; `status` 0: it said nothing of use. */
  z.strictObject({ kind: z.literal("proxy"), status: z.number().int() }),
  z.strictObject({ kind: z.literal("notFound") }),
  /** The token has run out, was used already, or was never good. */
  z.strictObject({ kind: z.literal("notAccepted") }),
  /** It sends us on to another host, or out of TLS; nobody follows. */
  z.strictObject({ kind: z.literal("elsewhere"), host: z.string().max(128) }),
  z.strictObject({ kind: z.literal("failing"), status: z.number().int() }),
  z.strictObject({ kind: z.literal("brokenOff") }),
  z.strictObject({ kind: z.literal("tooBig") }),
  /** The page of a guest network's door, or of a sign-in. */
  z.strictObject({ kind: z.literal("webPage") }),
  /** One line for the administrator: which key, and what to do. */
  z.strictObject({ kind: z.literal("notADocument"), line: z.string() }),
]);
export type FetchTrouble = z.infer<typeof FetchTrouble>;

/** What a link offers, shown before anything of it is kept; no secret is in it. */
export const SetUpOffer = z.strictObject({
  /** Names the document that is meant when it is taken. */
  id: z.number().int().nonnegative(),
  origin: z.string(),
  user: z.string(),
  displayName: z.string(),
  /** The primary first. */
  servers: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        role: ServerRole,
        url: z.string(),
        pinnedSpki: z.array(z.string()),
      }),
    )
    .min(1),
});
export type SetUpOffer = z.infer<typeof SetUpOffer>;

export const LinkAnswer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("offered"), offer: SetUpOffer }),
  ...FetchTrouble.options,
]);
export type LinkAnswer = z.infer<typeof LinkAnswer>;

/** Of whom the document in force was fetched. */
export const Enrolment = z.strictObject({
  origin: z.string(),
  /** When its server last said what is in force. */
  atConfirmed: EpochMs,
  /** Why the last look for a newer one came to nothing. */
  trouble: FetchTrouble.nullable(),
});
export type Enrolment = z.infer<typeof Enrolment>;
