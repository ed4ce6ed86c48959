/** The whole truth at one moment, as every outlet sees it: phone facts by the engine, host facts by main. */
import { z } from "zod";
import { Agent } from "./agent.ts";
import { Call } from "./call.ts";
import { CallHistory } from "./call-history.ts";
import { Colleague } from "./colleague.ts";
import { Devices } from "./devices.ts";
import { EndingCertificate } from "./certificate.ts";
import { Enrolment } from "./enrolment.ts";
import { Headset } from "./headset.ts";
import { allIsKept, Keeping } from "./keeping.ts";
import { Parking } from "./parking.ts";
import { Settings } from "./settings.ts";
import { ServerId } from "./ids.ts";
import { NextCall, Reachability, Server } from "./server.ts";
import { EpochMs } from "./time.ts";
import { HeldFrom, HeldSetting } from "./operator-policy.ts";
import { UpdateNews } from "./update.ts";
import { Voicemail } from "./voicemail.ts";
import { WrapUp } from "./wrap-up.ts";

export const AccountSummary = z.strictObject({ user: z.string().min(1), displayName: z.string() });
export type AccountSummary = z.infer<typeof AccountSummary>;

/** The part the engine alone writes. */
export const Phone = z.strictObject({
  account: AccountSummary.nullable(),
  servers: z.array(Server),
  reachability: Reachability,
  nextCall: NextCall,
  /** What `server.prefer` asked for; the next call goes there while it can. */
  preferredServerId: ServerId.nullable(),
  dnd: z.boolean(),
  calls: z.array(Call),
  devices: Devices,
  /** Those with keys or lamps for calls, in the order they were plugged in. */
  headsets: z.array(Headset).default([]),
  /** The lines that are watched, in the order of the document, the operator's own behind. */
  colleagues: z.array(Colleague),
  /** Null where the document names no voicemail and no server told of messages. */
  voicemail: Voicemail.nullable(),
  /** Null where the document names neither a queue nor a code. */
  agent: Agent.nullable(),
  /** Null where the document has no code for parking. */
  parking: Parking.nullable().default(null),
  /** Null where the document wants no work after a call. */
  wrapUp: WrapUp.nullable().default(null),
});
export type Phone = z.infer<typeof Phone>;

export const EngineState = z.enum(["starting", "running", "lost"]);
export type EngineState = z.infer<typeof EngineState>;

export const Engine = z.strictObject({ state: EngineState });
export type Engine = z.infer<typeof Engine>;

/** What was set up here cannot be had any more; whoever set it up is told by its origin. */
export const LostSetUp = z.strictObject({
  /** `unreadable`: its key is gone, or it is another computer's; `notKept`: there is no key store; `unsigned`: the policy wants it signed. */
  why: z.enum(["unreadable", "notKept", "unsigned"]),
  origin: z.string().nullable(),
});
export type LostSetUp = z.infer<typeof LostSetUp>;

/** `problem` is the sentence for a document that was refused; the last good one stays in force. */
export const Configuration = z.strictObject({
  state: z.enum(["missing", "good", "stale"]),
  problem: z.string().nullable(),
  /**
   * Whether an account may be entered at this computer. `closed`: a document decides, or should and cannot be read; `open`:
   * there is none, and nothing was entered; `own`: what was entered is in force and may be changed.
   */
  setUp: z.enum(["closed", "open", "own"]),
  /** Where what is in force came by a link. */
  enrolment: Enrolment.optional(),
  lost: LostSetUp.optional(),
  /** The computer's policy lets nobody type an account; a link, or a sign-in, brings it. */
  byLinkAlone: z.literal(true).optional(),
  /** Operators of this computer sign in at `origin`. */
  signIn: z.strictObject({ origin: z.string(), isSignedIn: z.boolean() }).optional(),
});
export type Configuration = z.infer<typeof Configuration>;

export const Snapshot = Phone.extend({
  seq: z.number().int().nonnegative(),
  at: EpochMs,
  engine: Engine,
  configuration: Configuration,
  settings: Settings,
  /** What the administrator holds of them, by a policy or a document; only these change it. */
  heldSettings: z.array(HeldSetting),
  /** Where each of these is said. */
  heldFrom: HeldFrom.default({}),
  /** Calls missed since the operator last looked at the list. */
  missed: z.number().int().nonnegative(),
  history: CallHistory,
  /** Of the servers: those that have ended or soon will, as main has seen them. */
  certificates: z.array(EndingCertificate).default([]),
  /** Whether this computer keeps what Tandem is told. */
  keeping: Keeping.default(allIsKept),
  /** Null where nobody says where newer versions come from. */
  update: UpdateNews.nullable().default(null),
});
export type Snapshot = z.infer<typeof Snapshot>;
