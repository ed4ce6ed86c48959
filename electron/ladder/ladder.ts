/** A ladder as data: sections of rows, each row an arrow between the seat and one server, or a note between two. */
export type Mark =
  /** The same message was seen before: sent anew, since nothing came back in time. */
  | "again"
  /** The request that this answers is not in the log. */
  | "noRequest"
  /** Nothing answers this request in the log. */
  | "noAnswer"
  /** Only 1xx answer it. */
  | "noFinalAnswer";

export type ArrowRow = {
  readonly kind: "arrow";
  readonly at: number;
  /** Since the row before; null at the first. */
  readonly sinceMs: number | null;
  readonly serverId: string;
  readonly isSent: boolean;
  /** Method and number, or status and reason. */
  readonly label: string;
  readonly cseq: string;
  readonly callId: string;
  readonly marks: readonly Mark[];
};

export type NoteRow = {
  readonly kind: "note";
  readonly at: number;
  readonly sinceMs: number | null;
  readonly text: string;
};

export type LadderRow = ArrowRow | NoteRow;

export const sectionKinds = ["call", "registration", "subscription", "other", "probes"] as const;
export type SectionKind = (typeof sectionKinds)[number];

export type Section = {
  readonly kind: SectionKind;
  readonly title: string;
  /** What came of it, in a few words; "" where nothing can be said. */
  readonly outcome: string;
  /** Whole, each with its server, to look for in the logs of a PBX. */
  readonly callIds: readonly string[];
  readonly rows: readonly LadderRow[];
};

/** The probes of one server, folded. */
export type ProbeCount = {
  readonly serverId: string;
  readonly sent: number;
  readonly answered: number;
  /** Of those that were answered; null where none was. */
  readonly roundTripMs: { readonly least: number; readonly median: number; readonly most: number } | null;
  /** When those were sent that nothing answered. */
  readonly unanswered: readonly number[];
};

export type Ladder = {
  /** In the order in which the log names them first. */
  readonly servers: readonly string[];
  readonly sections: readonly Section[];
  /** Empty where probes have sections of their own. */
  readonly probes: readonly ProbeCount[];
  readonly messageCount: number;
  readonly from: number;
  readonly to: number;
};

export const markWords: Record<Mark, string> = {
  again: "again",
  noRequest: "no request",
  noAnswer: "no answer",
  noFinalAnswer: "no final answer",
};

export const markMeanings: Record<Mark, string> = {
  again: "the same message was there before: it is a retransmission",
  noRequest: "the request that this answers is not in the log",
  noAnswer: "nothing in the log answers this request",
  noFinalAnswer: "only provisional responses (1xx) answer this request",
};

/** @returns 20:59:24.120, as the log writes it. */
export function toTime(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

/** @returns 2026-11-27, as the log writes it. */
export function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
