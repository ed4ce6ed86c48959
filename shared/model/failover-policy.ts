/** Every number that failover decides by: its name, range, default and where the default comes from. */
import { z } from "zod";
import { HeaderName } from "./header-name.ts";

const ms = (low: number, high: number, standard: number) => z.number().int().min(low).max(high).default(standard);

export const FailoverPolicy = z.strictObject({
  /** Silence after which the server chosen for the next call is probed. 5,000 above 1,000 seats. */
  probeActiveMs: ms(500, 60_000, 2_000).describe(
    "Silence after which the server that the next call would take is probed, ms",
  ),
  probeStandbyMs: ms(500, 120_000, 5_000).describe("The same silence on the other servers, ms"),
  probeTimeoutMs: ms(100, 10_000, 1_000).describe("A probe unanswered for this long makes a server doubtful, ms"),
  failbackAfterMs: ms(0, 3_600_000, 30_000).describe(
    "How long the primary must be steady before new calls prefer it again, ms",
  ),
  rescue: z
    .enum(["off", "ask", "auto"])
    .default("ask")
    .describe("A call lost with its server: nothing, an offered button, or a redial by itself"),
  callWaiting: z.enum(["on", "off"]).default("on").describe("Whether a second call rings while the seat is in one"),
  forwarding: z.enum(["on", "off"]).default("on").describe("Whether operators may have their calls sent on"),
  /** Whether a call is answered by itself when its server asks for it, by Alert-Info or Call-Info. */
  autoAnswer: z
    .enum(["off", "on"])
    .default("off")
    .describe("Whether a call is answered by itself when its server asks for it"),
  /** INVITE without any response after which the dial moves on; null: clamp(4·srtt, 300, 1000). */
  tryingTimeoutMs: z
    .number()
    .int()
    .min(100)
    .max(10_000)
    .nullable()
    .default(null)
    .describe("An INVITE without any response for this long moves on to the next server, ms"),
  /** Expiry asked for in REGISTER, s. Refreshed at 50 to 75 %. */
  registerExpiresS: z.number().int().min(60).max(3_600).default(120).describe("Expiry asked for in REGISTER, s"),
  /** How often a server is asked whether it still has our Contact, and before each refresh; 0: never. */
  bindingCheckMs: ms(0, 600_000, 30_000).describe(
    "How often a server is asked who is signed in with the account, ms; 0: never",
  ),
  /** A booting Asterisk accepts the WebSocket and drops SIP silently, so REGISTER has its own deadline. */
  registerTimeoutMs: ms(500, 10_000, 3_000).describe("A REGISTER unanswered for this long is lost, ms"),
  /** Expiry asked for in SUBSCRIBE, s: a lost socket ends it sooner, so it may be long. Refreshed at 50 to 75 %. */
  subscribeExpiresS: z.number().int().min(60).max(86_400).default(3_600).describe("Expiry asked for in SUBSCRIBE, s"),
  subscribeSpreadMs: ms(0, 60_000, 2_000).describe(
    "After a registration the first SUBSCRIBE waits at random up to this long, ms",
  ),
  connectTimeoutMs: ms(500, 30_000, 5_000).describe("Longest time from opening a connection to its upgrade, ms"),
  startSpreadMs: ms(0, 60_000, 300).describe("Servers after the primary start at random within this time, ms"),
  sharedSuspicionSpreadMs: ms(0, 60_000, 3_000).describe(
    "A suspicion that many seats share waits at random up to this long, ms",
  ),
  refusedRetryMs: ms(900_000, 86_400_000, 900_000).describe(
    "First retry of a refused registration, ms; it doubles up to a day",
  ),
  mergeGapMs: ms(0, 60_000, 10_000).describe(
    "The same number on another server within this silence is the same call, ms",
  ),
  mergeTotalMs: ms(0, 300_000, 60_000).describe("And within this time from its first ring, ms"),
  twinGraceMs: ms(500, 10_000, 3_000).describe(
    "A second ring that goes on this long after the answer is another call, ms",
  ),
  signallingGraceMs: ms(500, 10_000, 3_000).describe(
    "A ringing call whose line is lost has this long to come back, ms",
  ),
  ackTimeoutMs: ms(1_000, 10_000, 4_000).describe("An answer that is not acknowledged for this long has failed, ms"),
  /** SIP code for a declined call; 603 and other 6xx would end every fork (RFC 3261 §16.7). */
  declineCode: z
    .union([z.literal(486), z.literal(480)])
    .default(486)
    .describe("The SIP code of a declined call"),
  strongKeyHeaders: z
    .array(HeaderName)
    .max(8)
    .default(["X-Call-UUID"])
    .describe("Headers with one id per incoming call, equal on every server"),
});
export type FailoverPolicy = z.infer<typeof FailoverPolicy>;
