/** One outage as it went: what was seen, decided, sent, answered and shown, in milliseconds since its first sign. */
import { z } from "zod";
import { CallDirection } from "./call.ts";
import { CallId, ServerId } from "./ids.ts";
import { Remote } from "./remote.ts";
import { ServerReasonKind } from "./server.ts";
import { EpochMs } from "./time.ts";

/**
 * A server's id and the wall clock of its first sign; of two that share one, or after the clock was set back, the later
 * id is moved on. `engine-…` for the phone's own.
 */
export const IncidentId = z.string().min(1).max(64).brand("IncidentId");
export type IncidentId = z.infer<typeof IncidentId>;

export const IncidentStep = z.enum(["seen", "decided", "sent", "answered", "shown"]);
export type IncidentStep = z.infer<typeof IncidentStep>;

/** Everything that can stand in an incident, under the step it belongs to. */
const whats = {
  seen: [
    "probeUnanswered",
    "doubtful",
    "lost",
    "refused",
    "overloaded",
    "inviteUnanswered",
    "inviteRejected",
    "inviteNotSent",
    "signallingLost",
    "stranded",
    "recovered",
    "callLost",
    "callEnded",
    "ready",
    "engineLost",
    "engineBack",
    "unwatched",
  ],
  decided: ["failover", "moved", "failback", "carriedOver", "rescue", "joined"],
  sent: ["connect", "register", "probe", "invite", "cancel", "bye", "refresh"],
  answered: ["socketOpened", "registerAnswered", "probeAnswered", "ringing", "callAnswered", "reattached"],
  shown: ["sentence", "viaServer", "reconnecting", "rescueOffered"],
} as const satisfies Record<IncidentStep, readonly string[]>;

export const IncidentWhat = z.enum([...whats.seen, ...whats.decided, ...whats.sent, ...whats.answered, ...whats.shown]);
export type IncidentWhat = z.infer<typeof IncidentWhat>;

const stepOfWhat: ReadonlyMap<IncidentWhat, IncidentStep> = new Map(
  IncidentStep.options.flatMap((step) => whats[step].map((what) => [what, step] as const)),
);

export function stepOf(what: IncidentWhat): IncidentStep {
  const step = stepOfWhat.get(what);
  if (step === undefined) throw new Error(`${what} belongs to no step`);
  return step;
}

/** A sentence of the window by its key in shared/i18n, with the names of the servers in it. */
export const ShownSentence = z.strictObject({ key: z.string().min(1), params: z.record(z.string(), z.string()) });
export type ShownSentence = z.infer<typeof ShownSentence>;

export const IncidentEntry = z.strictObject({
  /** Since the incident's opening, on a clock that never jumps. */
  ms: z.number().int().nonnegative(),
  step: IncidentStep,
  what: IncidentWhat,
  /** How often it happened, between `ms` and `lastMs`. */
  times: z.number().int().positive(),
  lastMs: z.number().int().nonnegative(),
  /** Whom it was seen of, sent to or answered by; where calls go from here on. */
  serverId: ServerId.nullable(),
  callId: CallId.nullable(),
  /** SIP or WebSocket close code, where there was one. */
  code: z.number().int().nullable(),
  reason: ServerReasonKind.nullable(),
  sentence: ShownSentence.nullable(),
});
export type IncidentEntry = z.infer<typeof IncidentEntry>;

export const IncidentCall = z.strictObject({
  callId: CallId,
  direction: CallDirection,
  remote: Remote,
  rescueOf: CallId.nullable(),
});
export type IncidentCall = z.infer<typeof IncidentCall>;

/** Of the whole outage, whatever had to be left out of the entries. */
export const IncidentCounts = z.strictObject({
  failovers: z.number().int().nonnegative(),
  failbacks: z.number().int().nonnegative(),
  carriedOver: z.number().int().nonnegative(),
  stranded: z.number().int().nonnegative(),
  /** Calls that ended because their server was gone. */
  lost: z.number().int().nonnegative(),
  rescued: z.number().int().nonnegative(),
});
export type IncidentCounts = z.infer<typeof IncidentCounts>;

/**
 * `healed`: as before it began, and every call concerned is settled. `configured`: its server left the configuration.
 * `engineLost`, `stopped`: nobody was there to see how it went on.
 */
export const IncidentEndWhy = z.enum(["healed", "configured", "engineLost", "stopped"]);
export type IncidentEndWhy = z.infer<typeof IncidentEndWhy>;

export const IncidentEnd = z.strictObject({ ms: z.number().int().nonnegative(), why: IncidentEndWhy });
export type IncidentEnd = z.infer<typeof IncidentEnd>;

export const Incident = z.strictObject({
  id: IncidentId,
  /** Whose outage it is; null: the phone's own, its engine was gone. */
  serverId: ServerId.nullable(),
  /** Wall clock of the first sign; everything after it counts from here. */
  atOpened: EpochMs,
  /** Null while it goes on. */
  end: IncidentEnd.nullable(),
  /** The servers as they were called then. */
  servers: z.array(z.strictObject({ id: ServerId, name: z.string().min(1) })),
  calls: z.array(IncidentCall),
  callsOmitted: z.number().int().nonnegative(),
  entries: z.array(IncidentEntry),
  /** Entries left out of a long story; they stood behind the first `firstEntriesKept`. */
  entriesOmitted: z.number().int().nonnegative(),
  counts: IncidentCounts,
});
export type Incident = z.infer<typeof Incident>;

/** What is news of an incident: its whole story when it opens, afterwards only what came to it. */
export const IncidentChange = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), incident: Incident }),
  z.strictObject({
    kind: z.literal("noted"),
    incidentId: IncidentId,
    entries: z.array(IncidentEntry),
    calls: z.array(IncidentCall),
  }),
  z.strictObject({ kind: z.literal("closed"), incidentId: IncidentId, end: IncidentEnd }),
]);
export type IncidentChange = z.infer<typeof IncidentChange>;

/** The same story for those who may not know who called: no number, no name of a person. */
export function withoutCustomers(incident: Incident): Incident {
  const nobody = { number: null, name: null };
  return { ...incident, calls: incident.calls.map((call) => ({ ...call, remote: nobody })) };
}
