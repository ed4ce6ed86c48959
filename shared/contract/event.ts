/** Everything that can happen. Each Event carries the whole noun it is about, so folding one is a replacement. */
import { z } from "zod";
import { Agent } from "../model/agent.ts";
import { Call } from "../model/call.ts";
import { Colleague } from "../model/colleague.ts";
import { KnownParty } from "../model/contact.ts";
import { Devices } from "../model/devices.ts";
import { Headset } from "../model/headset.ts";
import { CallHistory } from "../model/call-history.ts";
import { CallId, ServerId } from "../model/ids.ts";
import { IncidentChange } from "../model/incident.ts";
import { EndingCertificate } from "../model/certificate.ts";
import { Keeping } from "../model/keeping.ts";
import { NextCall, Reachability, Server } from "../model/server.ts";
import { AccountSummary, Configuration, Engine, Phone } from "../model/snapshot.ts";
import { Parking } from "../model/parking.ts";
import { Settings } from "../model/settings.ts";
import { EpochMs } from "../model/time.ts";
import { HeldFrom, HeldSetting } from "../model/operator-policy.ts";
import { UpdateNews } from "../model/update.ts";
import { Voicemail } from "../model/voicemail.ts";
import { WrapUp } from "../model/wrap-up.ts";

export const serverEventTypes = [
  "server.stateChanged",
  "server.measured",
  "server.drained",
  "server.undrained",
  "server.overloaded",
  "server.relieved",
  "server.refreshed",
] as const;

export const callEventTypes = [
  "call.dialed",
  "call.offered",
  "call.carriedOver",
  "call.ringing",
  "call.answered",
  "call.held",
  "call.resumed",
  "call.muted",
  "call.unmuted",
  "call.signallingLost",
  "call.signallingRestored",
  "call.stranded",
  "call.recovered",
  "call.measured",
  "call.updated",
  "call.ended",
] as const;

/** Facts of the phone; only the engine writes them. */
export const PhoneEvent = z.discriminatedUnion("type", [
  /** The first Event of an engine: its whole phone state. */
  z.strictObject({ type: z.literal("phone.started"), at: EpochMs, phone: Phone }),
  z.strictObject({ type: z.literal("account.changed"), at: EpochMs, account: AccountSummary.nullable() }),
  z.strictObject({ type: z.literal("servers.changed"), at: EpochMs, servers: z.array(Server) }),
  z.strictObject({ type: z.enum(serverEventTypes), at: EpochMs, server: Server }),
  z.strictObject({ type: z.literal("reachability.changed"), at: EpochMs, reachability: Reachability }),
  z.strictObject({ type: z.literal("nextCall.changed"), at: EpochMs, nextCall: NextCall }),
  z.strictObject({
    type: z.literal("preference.changed"),
    at: EpochMs,
    preferredServerId: ServerId.nullable(),
  }),
  z.strictObject({ type: z.literal("presence.dndChanged"), at: EpochMs, dnd: z.boolean() }),
  z.strictObject({ type: z.enum(callEventTypes), at: EpochMs, call: Call }),
  /** An ended call left the Snapshot, 60 s after its end. */
  z.strictObject({ type: z.literal("call.removed"), at: EpochMs, callId: CallId }),
  z.strictObject({ type: z.literal("devices.changed"), at: EpochMs, devices: Devices }),
  z.strictObject({ type: z.literal("headsets.changed"), at: EpochMs, headsets: z.array(Headset) }),
  /** Others are watched than before. */
  z.strictObject({ type: z.literal("colleagues.changed"), at: EpochMs, colleagues: z.array(Colleague) }),
  /** The line of one of them. */
  z.strictObject({ type: z.literal("colleague.changed"), at: EpochMs, colleague: Colleague }),
  z.strictObject({ type: z.literal("voicemail.changed"), at: EpochMs, voicemail: Voicemail.nullable() }),
  /** The seat in its queues. */
  z.strictObject({ type: z.literal("agent.changed"), at: EpochMs, agent: Agent.nullable() }),
  z.strictObject({ type: z.literal("parking.changed"), at: EpochMs, parking: Parking.nullable() }),
  z.strictObject({ type: z.literal("wrapUp.changed"), at: EpochMs, wrapUp: WrapUp.nullable() }),
  /** What came to an outage's record; kept by main, and no part of the Snapshot. */
  z.strictObject({ type: z.literal("incident.changed"), at: EpochMs, change: IncidentChange }),
]);
export type PhoneEvent = z.infer<typeof PhoneEvent>;

/** Facts of the host; only main writes them. */
export const HostEvent = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("engine.changed"), at: EpochMs, engine: Engine }),
  z.strictObject({ type: z.literal("configuration.changed"), at: EpochMs, configuration: Configuration }),
  z.strictObject({
    type: z.literal("settings.changed"),
    at: EpochMs,
    settings: Settings,
    held: z.array(HeldSetting),
    heldFrom: HeldFrom.default({}),
  }),
  z.strictObject({ type: z.literal("missed.changed"), at: EpochMs, missed: z.number().int().nonnegative() }),
  z.strictObject({ type: z.literal("history.changed"), at: EpochMs, history: CallHistory }),
  /** Certificates of servers that have ended or soon will; empty: none does. */
  z.strictObject({ type: z.literal("certificates.changed"), at: EpochMs, certificates: z.array(EndingCertificate) }),
  z.strictObject({ type: z.literal("keeping.changed"), at: EpochMs, keeping: Keeping }),
  /** Null: newer versions are not looked for any more. */
  z.strictObject({ type: z.literal("update.changed"), at: EpochMs, update: UpdateNews.nullable() }),
  /** Whom a call is with, by a contact or the directory; null: by neither any more. */
  z.strictObject({ type: z.literal("call.named"), at: EpochMs, callId: CallId, known: KnownParty.nullable() }),
  /** What the engine could not see: that it was gone itself. */
  z.strictObject({ type: z.literal("incident.noted"), at: EpochMs, change: IncidentChange }),
]);
export type HostEvent = z.infer<typeof HostEvent>;

export type UnstampedEvent = PhoneEvent | HostEvent;

/** An Event as outlets receive it: stamped by main with one rising number, across engine restarts. */
export type Event = UnstampedEvent & { readonly seq: number };

const Body = z.discriminatedUnion("type", [PhoneEvent, HostEvent]);
const Stamp = z.looseObject({ seq: z.number().int().nonnegative() });

/** Parses a stamped Event at the UI's door. */
export const Event = Stamp.transform(({ seq, ...rest }, context): Event => {
  const body = Body.safeParse(rest);
  if (body.success) return { ...body.data, seq };
  for (const { path, message } of body.error.issues) context.addIssue({ code: "custom", path: [...path], message });
  return z.NEVER;
});
