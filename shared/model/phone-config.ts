/** What the engine needs of a checked policy document: one account, its servers, and the numbers to decide by. */
import { z } from "zod";
import { AgentConfig } from "./agent.ts";
import { ColleagueEntry, Extension } from "./colleague.ts";
import { DialRules } from "./dial-rules.ts";
import { Forwarding } from "./forwarding.ts";
import { FailoverPolicy } from "./failover-policy.ts";
import { HeaderName } from "./header-name.ts";
import { RecordingConfig } from "./recording-policy.ts";
import { ParkingConfig } from "./parking.ts";
import { ServerId } from "./ids.ts";
import { ServerRole } from "./server.ts";
import { WrapUpPolicy } from "./wrap-up-policy.ts";

/** A password, or HA1 = MD5(user:realm:password) with the realm it was made for (RFC 7616 §3.4.2). */
export const Secret = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("password"), password: z.string() }),
  z.strictObject({ kind: z.literal("ha1"), ha1: z.string().regex(/^[0-9a-f]{32}$/i), realm: z.string().min(1) }),
]);
export type Secret = z.infer<typeof Secret>;

export const IceServer = z.strictObject({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof IceServer>;

export const ServerConfig = z.strictObject({
  id: ServerId,
  name: z.string().min(1),
  role: ServerRole,
  url: z.string(),
  domain: z.string().min(1),
  /** Challenges of any other realm are never answered. */
  realms: z.array(z.string().min(1)).min(1),
  user: z.string().min(1),
  displayName: z.string(),
  secret: Secret,
  callerId: z.string().nullable(),
  dialing: DialRules,
});
export type ServerConfig = z.infer<typeof ServerConfig>;

export const PhoneConfig = z.strictObject({
  account: z.strictObject({ user: z.string().min(1), displayName: z.string() }),
  servers: z.array(ServerConfig).min(1),
  failover: FailoverPolicy,
  dialing: DialRules,
  iceServers: z.array(IceServer),
  /** Null where the document does not let calls be forwarded. */
  forwarding: Forwarding.nullable(),
  colleagues: z.array(ColleagueEntry.extend({ own: z.boolean() })),
  /** What is dialled to listen, by server; null: no server is asked for messages. */
  voicemail: z.strictObject({ numbers: z.record(ServerId, z.string().nullable()) }).nullable(),
  /** Null where the document names neither a queue nor a code. */
  agent: AgentConfig.nullable(),
  /** In which a queue's call says whose it is; null: no call says so. */
  queueHeader: HeaderName.nullable().default(null),
  /** Null where the document lets nothing be recorded. */
  recording: RecordingConfig.nullable(),
  /** Null where no server has a code for it. */
  parking: ParkingConfig.nullable(),
  /** Null where nothing follows a call. */
  wrapUp: WrapUpPolicy.nullable(),
  /** Servers that accepted these very credentials in an earlier run: a 403 from them is no refusal of the account. */
  acceptedBefore: z.array(ServerId).optional(),
  /** The other desk's extension that this account took over in an earlier run and is not known to have given back. */
  takenDesk: Extension.optional(),
});
export type PhoneConfig = z.infer<typeof PhoneConfig>;
