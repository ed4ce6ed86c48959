/** The two clocks: epoch milliseconds for people and outlets, monotonic milliseconds for decisions. */
import { z } from "zod";

/** Integer milliseconds since 1970-01-01 UTC. */
export const EpochMs = z.number().int().nonnegative();
export type EpochMs = z.infer<typeof EpochMs>;

/** For what is counted in days of 24 hours, not in a calendar's. */
export const dayMs = 86_400_000;

/** Milliseconds on a clock that never jumps; only differences mean anything. */
export type Instant = number;
