/** One decision as the incident book reads it, and what it finds there. */
import type { CallId, ServerId } from "../../../../shared/model/ids.ts";
import {
  stepOf,
  type IncidentEntry,
  type IncidentWhat,
  type ShownSentence,
} from "../../../../shared/model/incident.ts";
import type { ServerReasonKind } from "../../../../shared/model/server.ts";
import type { Phone } from "../../../../shared/model/snapshot.ts";
import type { EpochMs, Instant } from "../../../../shared/model/time.ts";
import type { Effect } from "../effects.ts";
import type { Input } from "../inputs.ts";
import type { PhoneState } from "../phone-state.ts";

export type Moment = {
  readonly before: PhoneState;
  readonly input: Input;
  readonly after: PhoneState;
  readonly effects: readonly Effect[];
  readonly at: Instant;
  readonly wallAt: EpochMs;
  /** The two projections: what windows were shown, and what they are shown now. */
  readonly viewBefore: Phone;
  readonly viewAfter: Phone;
};

export type Finding = {
  /** Whose outage it belongs to. */
  readonly of: ServerId;
  /** When it happened; earlier than the moment only for what led to a first sign. */
  readonly at: Instant;
  readonly what: IncidentWhat;
  readonly times: number;
  readonly serverId: ServerId | null;
  readonly callId: CallId | null;
  readonly code: number | null;
  readonly reason: ServerReasonKind | null;
  readonly sentence: ShownSentence | null;
};

type FindingFields = Pick<Finding, "of" | "at" | "what"> & Partial<Finding>;

export function find(fields: FindingFields): Finding {
  return { times: 1, serverId: null, callId: null, code: null, reason: null, sentence: null, ...fields };
}

export function toEntry({ of: _of, at, what, ...fields }: Finding, atOpened: Instant): IncidentEntry {
  const ms = Math.max(0, Math.round(at - atOpened));
  return { ms, step: stepOf(what), what, lastMs: ms, ...fields };
}
