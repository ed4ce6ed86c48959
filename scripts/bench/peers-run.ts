/** What one run of `npm run bench -- --peers` measured: every softphone in every outage, as docs/benchmarks.json keeps it. */
import { z } from "zod";
import { Circumstances } from "./measured-figure.ts";

export const PeerFault = z.enum(["crash", "freeze", "blackHole"]);
export type PeerFault = z.infer<typeof PeerFault>;

/** Ms; null where it did not come to pass while it was looked at. */
const Took = z.number().nonnegative().nullable();

export const PeerTrial = z.strictObject({
  client: z.string().min(1),
  fault: PeerFault,
  /** Dial to ringing with both servers well, right before the fault. */
  healthyDialMs: Took,
  /** From the fault to the dial. */
  dialledAfterMs: z.number().nonnegative(),
  /** What became of that dial by itself, when, and through which server it rang. */
  dial: z.strictObject({
    kind: z.enum(["ringing", "failed", "silent"]),
    ms: z.number().nonnegative(),
    through: z.enum(["main", "backup"]).nullable(),
  }),
  /** From the first dial to the ringing of the one made again by hand through the other server; null: none was needed. */
  redial: z.strictObject({ ms: Took }).nullable(),
  /** From the fault until its operator was no longer told that the dead server has it registered. */
  truthMs: Took,
  /** From placing the call through the living server to its ringing, at the first try. */
  incomingMs: Took,
  /** From the fault until a call through the living server rang, at whichever try. */
  reachableMs: Took,
  /** All from the return of the server. */
  shownAgainMs: Took,
  rungAgainMs: Took,
  dialledAgainMs: Took,
});
export type PeerTrial = z.infer<typeof PeerTrial>;

export const PeersRun = z.strictObject({
  circumstances: Circumstances,
  /** Of the machine over the minute before the run: what else was going on. */
  loadBefore: z.number().nonnegative(),
  minutes: z.number().positive(),
  outageMs: z.number().positive(),
  /** How long the return was looked at. */
  returnMs: z.number().positive(),
  /** From a dial's failure to the operator's next one, by assumption. */
  reactionMs: z.number().positive(),
  clients: z.array(
    z.strictObject({ name: z.string(), version: z.string(), command: z.string(), settings: z.string() }),
  ),
  /** A sentence for each softphone or fault that could not take part. */
  missing: z.array(z.string()),
  trials: z.array(PeerTrial).min(1),
});
export type PeersRun = z.infer<typeof PeersRun>;
