/** A server as every outlet sees it: the registration's state, its health, and the reason in words. */
import { z } from "zod";
import { ServerId } from "./ids.ts";
import { EpochMs } from "./time.ts";

/**
 *  offline → connecting → registering → ready ⇄ doubtful → lost ─(backoff)→ connecting
 *                              └→ refused (needs a person: slow retry)
 */
export const ServerState = z.enum(["offline", "connecting", "registering", "ready", "doubtful", "lost", "refused"]);
export type ServerState = z.infer<typeof ServerState>;

export const ServerRole = z.enum(["primary", "backup"]);
export type ServerRole = z.infer<typeof ServerRole>;

export const ServerReasonKind = z.enum([
  "socketClosed",
  "connectFailed",
  "notAnswering",
  "registerTimeout",
  "registerRejected",
  "wrongCredentials",
  "notPermitted",
  "contactsFull",
  "takenOver",
  "overloaded",
  "asleep",
  "networkChanged",
  "signedOut",
]);
export type ServerReasonKind = z.infer<typeof ServerReasonKind>;

export const ServerReason = z.strictObject({
  kind: ServerReasonKind,
  /** One sentence for the operator. */
  message: z.string().min(1),
  /** SIP or WebSocket close code, where there was one. */
  code: z.number().int().optional(),
});
export type ServerReason = z.infer<typeof ServerReason>;

export const Server = z.strictObject({
  id: ServerId,
  name: z.string().min(1),
  role: ServerRole,
  state: ServerState,
  /** An administrator wants no new calls here; live ones stay and it still rings. */
  draining: z.boolean(),
  /** It answered 503: alive, but new calls go elsewhere. */
  overloaded: z.boolean(),
  atSince: EpochMs,
  /** Smoothed time from probe to answer, whole ms; told anew when it has moved by 3 ms and by a quarter. */
  rttMs: z.number().nonnegative().nullable(),
  atExpires: EpochMs.nullable(),
  atNextTry: EpochMs.nullable(),
  reason: ServerReason.nullable(),
  /** While ready: how many other places have the account too, where the server keeps several. Calls ring at each of them. */
  otherPlaces: z.number().int().nonnegative(),
});
export type Server = z.infer<typeof Server>;

/** How many servers can ring this seat: counts `ready`, draining ones included. */
export const Reachability = z.enum(["all", "some", "none"]);
export type Reachability = z.infer<typeof Reachability>;

export const NextCallWhy = z.enum([
  "primaryReady",
  "primaryNotReady",
  "failbackPending",
  "draining",
  "overloaded",
  "preferred",
  "lastResort",
  "noServer",
]);
export type NextCallWhy = z.infer<typeof NextCallWhy>;

export const NextCall = z.strictObject({ serverId: ServerId.nullable(), why: NextCallWhy });
export type NextCall = z.infer<typeof NextCall>;
