/** Every number that failover decides by: its name, range, default and where the default comes from. */
import { z } from "zod";

const ms = (low: number, high: number, standard: number) => z.number().int().min(low).max(high).default(standard);

export const FailoverPolicy = z.strictObject({
  /** Silence after which the server chosen for the next call is probed. 5,000 above 1,000 seats. */
  probeActiveMs: ms(500, 60_000, 2_000),
  /** The same on the other servers. */
  probeStandbyMs: ms(500, 120_000, 5_000),
  /** An unanswered probe after this long makes the server doubtful. */
  probeTimeoutMs: ms(100, 10_000, 1_000),
  /** The primary is preferred again after this long of steady health. */
  failbackAfterMs: ms(0, 3_600_000, 30_000),
  /** What happens to a call lost with its server: nothing, an offered button, or a redial by itself. */
  rescue: z.enum(["off", "ask", "auto"]).default("ask"),
  callWaiting: z.enum(["on", "off"]).default("on"),
  /** Whether operators may have their calls sent elsewhere. */
  forwarding: z.enum(["on", "off"]).default("on"),
  /** Whether a call is answered by itself when its server asks for it, by Alert-Info or Call-Info. */
  autoAnswer: z.enum(["off", "on"]).default("off"),
  /** INVITE without any response after which the dial moves on; null: clamp(4·srtt, 300, 1000). */
  tryingTimeoutMs: z.number().int().min(100).max(10_000).nullable().default(null),
  /** Expiry asked for in REGISTER, s. Refreshed at 50 to 75 %. */
  registerExpiresS: z.number().int().min(60).max(3_600).default(120),
  /** How often a server is asked whether it still has our Contact, and before each refresh; 0: never. */
  bindingCheckMs: ms(0, 600_000, 30_000),
  /** A booting Asterisk accepts the WebSocket and drops SIP silently, so REGISTER has its own deadline. */
  registerTimeoutMs: ms(500, 10_000, 3_000),
  /** Expiry asked for in SUBSCRIBE, s: a lost socket ends it sooner, so it may be long. Refreshed at 50 to 75 %. */
  subscribeExpiresS: z.number().int().min(60).max(86_400).default(3_600),
  /** After each new registration the first SUBSCRIBE waits U(0, this). */
  subscribeSpreadMs: ms(0, 60_000, 2_000),
  /** From opening a socket to its upgrade. */
  connectTimeoutMs: ms(500, 30_000, 5_000),
  /** Servers after the primary start U(0, this) later. */
  startSpreadMs: ms(0, 60_000, 300),
  /** A suspicion many seats share waits U(0, this) before it probes. */
  sharedSuspicionSpreadMs: ms(0, 60_000, 3_000),
  /** First retry of a refused registration; doubles to a day. */
  refusedRetryMs: ms(900_000, 86_400_000, 900_000),
  /** Weak merge: longest silence between two legs of one caller. */
  mergeGapMs: ms(0, 60_000, 10_000),
  /** Weak merge: longest time from the first leg's start to another leg's. */
  mergeTotalMs: ms(0, 300_000, 60_000),
  /** A twin leg still ringing this long after the answer is another call. */
  twinGraceMs: ms(500, 10_000, 3_000),
  /** After an 18x a lost socket has this long to come back. */
  signallingGraceMs: ms(500, 10_000, 3_000),
  /** A 2xx we sent without an ACK after this long is a failed answer. */
  ackTimeoutMs: ms(1_000, 10_000, 4_000),
  /** SIP code for a declined call; 603 and other 6xx would end every fork (RFC 3261 §16.7). */
  declineCode: z.union([z.literal(486), z.literal(480)]).default(486),
  /** Headers in which an edge puts one id per incoming call, equal on every server. */
  strongKeyHeaders: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, "a SIP header name"))
    .max(8)
    .default(["X-Call-UUID"]),
});
export type FailoverPolicy = z.infer<typeof FailoverPolicy>;
