/** Calls in every state, as outlets see them; each builder takes the fields a test cares about. */
import type { Attempt, Call, CallEnd, Leg } from "../../shared/model/call.ts";
import { CallId, ServerId } from "../../shared/model/ids.ts";
import type { Recording } from "../../shared/model/recording.ts";
import type { Transfer } from "../../shared/model/transfer.ts";
import { atFixture } from "./a-server.ts";

export type CallOverrides = Partial<Omit<Call, "id" | "serverId" | "rescueOf" | "consultOf">> & {
  readonly id?: string;
  readonly serverId?: string;
  readonly rescueOf?: string | null;
  readonly consultOf?: string | null;
};

/** An outgoing call being dialled through the primary. */
export function aCall({
  id = "call-1",
  serverId = "main",
  rescueOf = null,
  consultOf = null,
  ...overrides
}: CallOverrides = {}): Call {
  return {
    id: CallId.parse(id),
    direction: "outgoing",
    state: "dialing",
    held: false,
    answeredAside: false,
    muted: false,
    earlyMedia: false,
    atSpokeMuted: null,
    signalling: "ok",
    serverId: ServerId.parse(serverId),
    remote: { number: "0312345678", name: null },
    atStarted: atFixture - 2_000,
    atAutoAnswer: null,
    atAnswered: null,
    atFirstAnswered: overrides.atAnswered ?? null,
    atEnded: null,
    attemptId: `attempt-${id}`,
    mayRescue: true,
    rescueServerIds: ["main", "backup"].map((server) => ServerId.parse(server)),
    rescueOf: rescueOf === null ? null : CallId.parse(rescueOf),
    note: "",
    wrapUp: null,
    queue: null,
    consultOf: consultOf === null ? null : CallId.parse(consultOf),
    transfer: null,
    inConference: false,
    recording: null,
    mayRecord: [],
    attempts: [anAttempt({ serverId })],
    legs: [],
    quality: null,
    worstMos: null,
    end: null,
    ...overrides,
  };
}

/** A conversation that was dialled and answered 161 s ago. */
export function anActiveCall(overrides: CallOverrides = {}): Call {
  const serverId = overrides.serverId ?? "main";
  return aCall({
    state: "active",
    atStarted: atFixture - 167_000,
    atAnswered: atFixture - 161_000,
    attempts: [anAttempt({ serverId, atStarted: atFixture - 167_000, outcome: "answered", code: 200, ms: 6_000 })],
    ...overrides,
  });
}

/** It goes on, and began 41 s ago with this call. */
export function aRecording({
  id = "call-1",
  ...overrides
}: Partial<Omit<Recording, "id">> & { readonly id?: string } = {}): Recording {
  return {
    id: CallId.parse(id),
    state: "on",
    atSince: atFixture - 41_000,
    trouble: null,
    isKept: true,
    ...overrides,
  };
}

/** To Sato Ken, and somewhere on its way. */
export function aTransfer(overrides: Partial<Transfer> = {}): Transfer {
  return {
    kind: "blind",
    state: "ringing",
    to: { number: "1002", name: "Sato Ken" },
    toCallId: null,
    code: null,
    ...overrides,
  };
}

/** A call that rings here. */
export function anIncomingCall(overrides: CallOverrides = {}): Call {
  const serverId = overrides.serverId ?? "main";
  return aCall({
    direction: "incoming",
    state: "ringing",
    remote: { number: "0312345678", name: "Tanaka Yuki" },
    atStarted: atFixture - 4_000,
    attempts: [],
    legs: [aLeg({ serverId })],
    ...overrides,
  });
}

/** A call that was answered and then ended by the other party 10 s ago. */
export function anEndedCall(end: Partial<CallEnd> = {}, overrides: CallOverrides = {}): Call {
  return anActiveCall({
    state: "ended",
    atEnded: atFixture - 10_000,
    end: { by: "remote", reason: "hungUp", code: null, ...end },
    ...overrides,
  });
}

export function anAttempt({
  serverId = "main",
  ...overrides
}: Partial<Omit<Attempt, "serverId">> & { readonly serverId?: string } = {}): Attempt {
  return {
    serverId: ServerId.parse(serverId),
    atStarted: atFixture - 2_000,
    outcome: "pending",
    code: null,
    ms: null,
    why: null,
    ...overrides,
  };
}

export function aLeg({
  serverId = "main",
  ...overrides
}: Partial<Omit<Leg, "serverId">> & { readonly serverId?: string } = {}): Leg {
  return {
    serverId: ServerId.parse(serverId),
    atStarted: atFixture - 4_000,
    atEnded: null,
    outcome: "ringing",
    ...overrides,
  };
}
