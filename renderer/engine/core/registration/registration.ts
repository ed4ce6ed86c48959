/** The account on one server: what was sent, what was answered, and what is due next. */
import type { FailoverPolicy } from "../../../../shared/model/failover-policy.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { ServerReason, ServerRole } from "../../../../shared/model/server.ts";
import type { Instant } from "../../../../shared/model/time.ts";
import type { ConnectionNumber } from "../sip-vocabulary.ts";

/**
 *  offline ─► connecting ─► registering ─► ready ⇄ doubtful ─► lost ─(backoff)─► connecting
 *     (atNextTry)   │            │ └► refused ─(slow retry)─► connecting    ▲
 *                   └────────────┴──────────────────────────────────────────┘
 */
export type Phase =
  /** null: signed out, nothing is tried. */
  | { readonly kind: "offline"; readonly atNextTry: Instant | null }
  | { readonly kind: "connecting"; readonly atDeadline: Instant }
  | { readonly kind: "registering" }
  | { readonly kind: "ready" }
  | { readonly kind: "doubtful" }
  | { readonly kind: "lost"; readonly atNextTry: Instant }
  | { readonly kind: "refused"; readonly atNextTry: Instant };

export type Probe = { readonly id: number; readonly atSent: Instant; readonly atDeadline: Instant };

/** Three probes at 0, 0.5 and 1 s. Any answer ends it; three silences mean lost. */
export type Burst = { readonly sent: number; readonly missed: number; readonly atNext: Instant | null };

export type Overload = { readonly atUntil: Instant; readonly by: "invite" | "probe" | "register" };

export type Registration = {
  readonly serverId: ServerId;
  readonly name: string;
  readonly role: ServerRole;
  readonly phase: Phase;
  readonly atSince: Instant;
  readonly reason: ServerReason | null;
  readonly connection: ConnectionNumber;
  readonly isSocketOpen: boolean;
  readonly atLastTry: Instant | null;
  /** When a call was ended there whose end it may not have heard: it answered nothing that was asked since. */
  readonly atEndOwed: Instant | null;
  /** The server's own Retry-After to a REGISTER: it outlives the socket, and nobody hurries it. */
  readonly atNotBefore: Instant;
  /** A 2xx for our Contact on the current connection; on the monotonic clock. */
  readonly binding: { readonly atExpires: Instant; readonly atRefresh: Instant } | null;
  readonly registerDue: Instant | null;
  /** When the server is asked next who is bound, and when its answer to that is waited for no longer. */
  readonly atQuery: Instant | null;
  readonly queryDue: Instant | null;
  /** It answered that question with something other than 2xx: it is not asked again. */
  readonly isQueryRefused: boolean;
  /**
   * The account was signed in elsewhere and our Contact is gone. The newest sign-in keeps it: nothing is taken back but by
   * a person's word, or once the other place is gone. Outgoing calls still work, so it is doubtful, not lost.
   */
  readonly isTakenOver: boolean;
  /** Since when every answer listed Contacts that are not ours, and how many of them are somebody by now. */
  readonly atOthersSeen: Instant | null;
  readonly otherPlaces: number;
  readonly minExpiresS: number;
  /** The last proof, and how far from it the next probe lies: U(0.8, 1.2) of the period, after a shared suspicion U(0.2, 1.2). */
  readonly atProof: Instant;
  readonly probeJitter: number;
  /** A request from the server put the probe off once since the last proof. */
  readonly isProbePutOff: boolean;
  readonly atProbeBase: Instant;
  readonly probes: readonly Probe[];
  readonly burst: Burst | null;
  readonly nextProbeId: number;
  /** Probes with a lower id were sent before the computer slept: their answers may have waited in the socket all the while. */
  readonly firstProbeAwake: number;
  readonly atSharedSuspicion: Instant | null;
  /** It was not the chosen server when that suspicion arose, and has proven nothing since. */
  readonly isNewToChoice: boolean;
  /** Smoothed, as patience is reckoned with it. */
  readonly rttMs: number | null;
  /** The last that was told, whole ms. */
  readonly toldRttMs: number | null;
  /** Losses since it was last steady; sets the backoff. */
  readonly failures: number;
  /** The losses of which a call made haste; not among the failures. */
  readonly triesForCall: number;
  readonly contactsFullTries: number;
  readonly refusals: number;
  /** A 2xx with these credentials was seen: a later 403 means that the old socket still holds the place. */
  readonly wasAccepted: boolean;
  readonly isDraining: boolean;
  readonly overload: Overload | null;
  /** It was lost, doubtful or overloaded and must be steadily healthy for `failbackAfterMs` before it is preferred again. */
  readonly isOnProbation: boolean;
  /** When the next call came back to it by itself from another server, the last time. */
  readonly atReturned: Instant | null;
  readonly atReadySince: Instant | null;
};

export function createRegistration(
  server: { readonly id: ServerId; readonly name: string; readonly role: ServerRole },
  at: Instant,
  atFirstTry: Instant,
): Registration {
  return {
    serverId: server.id,
    name: server.name,
    role: server.role,
    phase: { kind: "offline", atNextTry: atFirstTry },
    atSince: at,
    reason: null,
    connection: 0,
    isSocketOpen: false,
    atLastTry: null,
    atEndOwed: null,
    atNotBefore: at,
    binding: null,
    registerDue: null,
    atQuery: null,
    queryDue: null,
    isQueryRefused: false,
    isTakenOver: false,
    atOthersSeen: null,
    otherPlaces: 0,
    minExpiresS: 0,
    atProof: at,
    probeJitter: 1,
    isProbePutOff: false,
    atProbeBase: at,
    probes: [],
    burst: null,
    nextProbeId: 1,
    firstProbeAwake: 1,
    atSharedSuspicion: null,
    isNewToChoice: false,
    rttMs: null,
    toldRttMs: null,
    failures: 0,
    triesForCall: 0,
    contactsFullTries: 0,
    refusals: 0,
    wasAccepted: false,
    isDraining: false,
    overload: null,
    isOnProbation: false,
    atReturned: null,
    atReadySince: null,
  };
}

/** Usable for a new call: registered as far as is known, and its socket is open. */
export function isUsable(registration: Registration): boolean {
  return registration.phase.kind === "ready" || registration.phase.kind === "doubtful";
}

export function isReady(registration: Registration): boolean {
  return registration.phase.kind === "ready";
}

/**
 * Silence after which a registered server is probed: shorter on the one the next call would take. A crash elsewhere makes
 * it that one for every seat in the same instant; until the suspicion they share has had its turn it is asked no sooner.
 */
export function atProbeDue(registration: Registration, isChosen: boolean, policy: FailoverPolicy): Instant | null {
  if (!isUsable(registration) || registration.probes.length > 0 || registration.burst !== null) return null;
  const isUrgent = isChosen && (registration.atSharedSuspicion === null || !registration.isNewToChoice);
  const periodMs = isUrgent ? policy.probeActiveMs : policy.probeStandbyMs;
  return registration.atProbeBase + periodMs * registration.probeJitter;
}

/** clamp(4·srtt, 300, 1000) ms, unless the policy fixes it. */
export function tryingTimeoutMs(registration: Registration, policy: FailoverPolicy): number {
  if (policy.tryingTimeoutMs !== null) return policy.tryingTimeoutMs;
  return Math.min(1_000, Math.max(300, 4 * (registration.rttMs ?? 250)));
}
